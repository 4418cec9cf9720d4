import type { InteractionState } from '../../src/control/page/PageData.js';
import { type Component, emojiOf, Kind, type Option } from './components.js';
import { element } from './elements.js';
import { entityMenu, type Input, labelled, menu, newId } from './fields.js';
import type { Interactions } from './Interactions.js';
import { showMarkdown } from './showMarkdown.js';
import { namesOf } from './showMessage.js';
import type { Watch } from './Watch.js';

/** A window over the page, which Escape closes. Gives a way to close it, and to say what is wrong. */
export function openDialog(
	title: string,
	content: readonly Node[],
	send?: { words: string; act: () => Promise<unknown> },
) {
	const wrong = element('p', { class: 'bad', role: 'alert' });
	const cancel = element('button', { type: 'button', class: 'button secondary' }, send ? 'Cancel' : 'Close');
	const submit = send ? [element('button', { type: 'submit', class: 'button primary' }, send.words)] : [];
	const id = newId();
	const form = element(
		'form',
		{ method: 'dialog' },
		element('h2', { id }, title),
		...content,
		wrong,
		element('div', { class: 'buttons end' }, cancel, ...submit),
	);
	const dialog = element('dialog', { 'aria-labelledby': id }, form);
	cancel.addEventListener('click', () => dialog.close());
	dialog.addEventListener('close', () => dialog.remove());
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		for (const button of submit) button.disabled = true;
		send
			?.act()
			.then(() => dialog.close())
			.catch((error: unknown) => {
				wrong.textContent = error instanceof Error ? error.message : String(error);
				for (const button of submit) button.disabled = false;
			});
	});
	document.body.append(dialog);
	dialog.showModal();
	return dialog;
}

/** Asks what to pick from a menu of a message. */
export function openMenu(watch: Watch, component: Component, pick: (values: string[]) => Promise<unknown>): void {
	const { placeholder, min_values: least = 1, max_values: most = 1 } = component;
	const input =
		component.type === Kind.StringSelect
			? options(component)
			: entityMenu(watch, component.type, most > 1, component.channel_types);
	const howMany = least === most ? `Pick ${most}.` : `Pick ${least} to ${most}.`;
	openDialog(placeholder ?? 'Make a selection', [element('p', { class: 'faint' }, howMany), input.root], {
		words: 'Send',
		act: async () => pick(await input.value()),
	});
}

/** The options of a menu: one of them, or several. */
function options({ options: all = [], max_values: most = 1 }: Component): Input<string[]> {
	const name = newId();
	const boxes = all.map((option) => {
		const box = element('input', { type: most > 1 ? 'checkbox' : 'radio', name, value: option.value, id: newId() });
		box.checked = option.default === true;
		return box;
	});
	const rows = boxes.map((box, at) =>
		element('label', { class: 'option', for: box.id }, box, ...optionWords(all[at] as Option)),
	);
	const root = element('div', { class: 'options' }, ...rows);
	return { root, labelled: root, value: () => boxes.filter(({ checked }) => checked).map(({ value }) => value) };
}

function optionWords({ label, description, emoji }: Option): Node[] {
	const words = element('span', {}, [emojiOf(emoji), label].filter(Boolean).join(' '));
	return [words, ...(description ? [element('span', { class: 'faint' }, description)] : [])];
}

/** Shows the form that a bot has answered with. */
export function openModal(watch: Watch, interactions: Interactions, { id, modal }: InteractionState): void {
	if (!modal) return;
	const inputs = new Map<string, Input<string | string[]>>();
	const rows = (modal.components as unknown as Component[]).flatMap((row): Node[] => {
		if (row.type === Kind.TextDisplay && watch.view) return showMarkdown(row.content ?? '', namesOf(watch.view));
		const field = row.component ?? row.components?.[0];
		if (field?.custom_id === undefined) return [];
		const input = inputOf(watch, field);
		inputs.set(field.custom_id, input);
		return [labelled(row.label ?? field.label ?? field.custom_id, input, field.required !== false, row.description)];
	});
	const act = async () => {
		const values = await Promise.all([...inputs].map(async ([name, input]) => [name, await input.value()] as const));
		await interactions.send(
			'submit',
			{ interactionId: id, values: Object.fromEntries(values) },
			`the form "${modal.title}"`,
		);
	};
	openDialog(modal.title, rows, { words: 'Submit', act });
}

const PARAGRAPH = 2;

function inputOf(watch: Watch, field: Component): Input<string | string[]> {
	const { type, options: all = [], max_values: most = 1, value = '', placeholder = '' } = field;
	if (type === Kind.StringSelect) {
		const choices = all.map((option) => ({
			value: option.value,
			name: option.label,
			isPicked: option.default === true,
		}));
		return menu(most > 1 ? choices : [{ value: '', name: placeholder || 'choose' }, ...choices], most > 1);
	}
	if (type !== Kind.TextInput) return entityMenu(watch, type, most > 1, field.channel_types);
	const attributes = { id: newId(), placeholder, ...(field.max_length && { maxlength: String(field.max_length) }) };
	const box =
		field.style === PARAGRAPH
			? element('textarea', { ...attributes, rows: '5' })
			: element('input', { ...attributes, type: 'text' });
	box.value = value;
	return { root: box, labelled: box, value: () => box.value };
}

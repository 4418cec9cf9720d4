import { type OptionValue, optionField } from './commandFields.js';
import { element } from './elements.js';
import { type Input, labelled } from './fields.js';
import type { Interactions } from './Interactions.js';
import type { Line } from './typedLine.js';
import type { Watch } from './Watch.js';

/**
 * The fields of a command. If nothing has to be filled in, the command runs at once, and there are none.
 *
 * @param given - What was typed after its name.
 * @param onEnd - called when it has run, or was called off
 */
export function commandForm(
	watch: Watch,
	interactions: Interactions,
	line: Line,
	given: Readonly<Record<string, string>>,
	onEnd: () => void,
): HTMLElement | undefined {
	const inputs = new Map<string, Input<OptionValue>>();
	const values = async (): Promise<Record<string, OptionValue>> => {
		const read = await Promise.all([...inputs].map(async ([name, input]) => [name, await input.value()] as const));
		return Object.fromEntries(read.filter(([, value]) => value !== undefined));
	};
	const run = async () => {
		const body = { command: line.name, botId: line.botId, options: await values() };
		await interactions.send('run', body, `/${line.name}`);
		onEnd();
	};
	for (const option of line.options) inputs.set(option.name, optionField(watch, line, option, values));
	const isFilled = fillIn(inputs, given);
	const isComplete = line.options.every(({ name, required }) => !required || given[name] !== undefined);
	const wasTyped = line.options.length === 0 || Object.keys(given).length > 0;
	const form = showForm(line, inputs, run, onEnd);
	if (!isComplete || !wasTyped || !isFilled) return form;
	run().catch((error: unknown) => {
		interactions.complain(error);
	});
	return undefined;
}

/** Fills in what was typed. Gives `false` if something of it needs another look. */
function fillIn(inputs: ReadonlyMap<string, Input<OptionValue>>, given: Readonly<Record<string, string>>): boolean {
	let isFilled = true;
	for (const [name, text] of Object.entries(given)) {
		const box = inputs.get(name)?.labelled;
		if (box instanceof HTMLSelectElement) {
			const option = [...box.options].find(
				(each) => each.text === text || each.value === text || each.text === `#${text}` || each.text === `@${text}`,
			);
			if (option) option.selected = true;
			else isFilled = false;
		} else if (box instanceof HTMLInputElement && box.type !== 'file') {
			box.value = text;
			if (box.type !== 'search') continue;
			// Who is meant shows only when the search is done.
			isFilled = false;
			box.dispatchEvent(new Event('input'));
		} else isFilled = false;
	}
	return isFilled;
}

function showForm(
	line: Line,
	inputs: ReadonlyMap<string, Input<OptionValue>>,
	run: () => Promise<void>,
	onEnd: () => void,
): HTMLElement {
	const wrong = element('p', { class: 'bad', role: 'alert' });
	const cancel = element('button', { type: 'button', class: 'button secondary' }, 'Cancel');
	const submit = element('button', { type: 'submit', class: 'button primary' }, `Run /${line.name}`);
	const fields = line.options.flatMap(({ name, description, required }) => {
		const input = inputs.get(name);
		return input ? [labelled(name, input, required === true, description)] : [];
	});
	const form = element(
		'form',
		{ 'aria-label': `/${line.name}` },
		element('p', {}, element('strong', {}, `/${line.name}`), ` ${line.description}`),
		element('div', { class: 'grid' }, ...fields),
		wrong,
		element('div', { class: 'buttons end' }, cancel, submit),
	);
	cancel.addEventListener('click', onEnd);
	form.addEventListener('keydown', ({ key }) => void (key === 'Escape' && onEnd()));
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		run().catch((error: unknown) => {
			wrong.textContent = error instanceof Error ? error.message : String(error);
		});
	});
	return form;
}

import type { GuildView, MemberPage } from '../../src/control/page/PageData.js';
import { element } from './elements.js';
import { ask } from './server.js';
import type { Watch } from './Watch.js';

/** A field of a form, and what was put into it. */
export interface Input<Value> {
	readonly root: HTMLElement;
	/** The element that has the label. */
	readonly labelled: HTMLElement;
	value(): Value | Promise<Value>;
}

const TYPING_MS = 150;
const MOST_SHOWN = 25;

let names = 0;
/** A new id for an element. */
export const newId = () => `field-${++names}`;

/** A choice in a menu. */
export interface Choice {
	readonly value: string;
	readonly name: string;
	readonly isPicked?: boolean;
}

/** A menu, whose choices can be replaced by others. */
export interface Menu extends Input<string[]> {
	fill(choices: readonly Choice[]): void;
}

/** A menu. With several picks it is a list of boxes to tick. */
export function menu(choices: readonly Choice[], isMany = false): Menu {
	const made = isMany ? boxes() : select();
	made.fill(choices);
	return made;
}

function select(): Menu {
	const root = element('select', { id: newId() });
	return {
		...{ root, labelled: root, value: () => (root.value === '' ? [] : [root.value]) },
		fill: (choices) => root.replaceChildren(...choices.map(asOption)),
	};
}

function asOption({ value, name, isPicked }: Choice): HTMLOptionElement {
	const option = element('option', { value }, name);
	option.selected = isPicked === true;
	return option;
}

/** What is ticked stays when other choices come. */
function boxes(): Menu {
	const root = element('div', { class: 'options many', role: 'group', id: newId() });
	const ticked = () => [...root.querySelectorAll('input')].filter(({ checked }) => checked);
	return {
		...{ root, labelled: root, value: () => ticked().map(({ value }) => value) },
		fill(choices) {
			const kept = ticked().map((box) => ({
				value: box.value,
				name: box.parentElement?.textContent ?? '',
				isPicked: true,
			}));
			const all = [...kept, ...choices.filter(({ value }) => kept.every((each) => each.value !== value))];
			root.replaceChildren(...all.map(asBox));
		},
	};
}

function asBox({ value, name, isPicked }: Choice): HTMLElement {
	const box = element('input', { type: 'checkbox', value });
	box.checked = isPicked === true;
	return element('label', { class: 'option' }, box, element('span', {}, name));
}

/** A menu of members that one can search, and perhaps of roles. */
export function memberMenu(watch: Watch, isMany: boolean, more: readonly Choice[] = []): Input<string[]> {
	const search = element('input', {
		type: 'search',
		id: newId(),
		placeholder: 'Beginning of a name, or id',
		autocomplete: 'off',
	});
	const list = menu([], isMany);
	list.labelled.setAttribute('aria-label', 'Members found');
	const read = async () => {
		const wanted = search.value.trim();
		const query = new URLSearchParams({
			guildId: watch.view?.guild.id ?? 'first',
			search: wanted,
			count: String(MOST_SHOWN),
		});
		const { rows } = await ask<MemberPage>('GET', `/page/members?${query}`);
		if (search.value.trim() !== wanted) return;
		const found = rows.map(({ id, name, username, isBot }) => ({
			value: id,
			name: `${name} (${username})${isBot ? ', bot' : ''}`,
			isPicked: !isMany && wanted !== '' && rows.length === 1,
		}));
		const actor = watch.view?.actor;
		const first = wanted === '' && actor?.isMember ? [{ value: actor.id, name: `${actor.name} (you)` }] : [];
		const all = [...first, ...found.filter(({ value }) => value !== first[0]?.value), ...more];
		list.fill(isMany ? all : [{ value: '', name: `${found.length} found: choose` }, ...all]);
	};
	let timer = 0;
	search.addEventListener('input', () => {
		clearTimeout(timer);
		timer = window.setTimeout(() => void read(), TYPING_MS);
	});
	void read();
	return { root: element('div', { class: 'search' }, search, list.root), labelled: search, value: list.value };
}

/** The roles of a guild as choices, without `@everyone`. */
export function roleChoices({ roles, guild }: GuildView): Choice[] {
	return roles.filter(({ id }) => id !== guild.id).map(({ id, name }) => ({ value: id, name: `@${name}` }));
}

/** The channels that the member sees as choices. */
export function channelChoices({ channels }: GuildView, types: readonly number[] = []): Choice[] {
	const fit = channels.filter(({ type }) => type !== 1 && (types.length === 0 || types.includes(type)));
	return fit.map(({ id, name }) => ({ value: id, name: `#${name}` }));
}

/** The members, roles or channels that a menu of Discord offers; its own options if it has some. */
export function entityMenu(
	watch: Watch,
	type: number,
	isMany: boolean,
	channelTypes?: readonly number[],
): Input<string[]> {
	const { view } = watch;
	if (!view) return menu([]);
	const none = isMany ? [] : [{ value: '', name: 'choose' }];
	if (type === 6) return menu([...none, ...roleChoices(view)], isMany);
	if (type === 8) return menu([...none, ...channelChoices(view, channelTypes)], isMany);
	return memberMenu(watch, isMany, type === 7 ? roleChoices(view) : []);
}

/** A field with its label, and words below it. */
export function labelled(label: string, input: Input<unknown>, isRequired: boolean, words = ''): HTMLElement {
	const mark = isRequired ? [element('span', { class: 'needed', 'aria-hidden': 'true' }, ' *')] : [];
	const { id } = input.labelled;
	const isGroup = input.labelled.getAttribute('role') === 'group';
	if (isGroup) input.labelled.setAttribute('aria-labelledby', `${id}-title`);
	const title = isGroup
		? element('p', { class: 'label', id: `${id}-title` }, label, ...mark)
		: element('label', { for: id }, label, ...mark);
	const below = words === '' ? [] : [element('p', { class: 'faint' }, words)];
	return element('div', { class: 'labelled' }, title, ...below, input.root);
}

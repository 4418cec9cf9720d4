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
/** A menu with several picks shows so many of its lines. */
const MENU_LINES = 6;

let names = 0;
/** A new id for an element. */
export const newId = () => `field-${++names}`;

/** A choice in a menu. */
export interface Choice {
	readonly value: string;
	readonly name: string;
	readonly isPicked?: boolean;
}

/** A menu. With several picks it is a list. */
export function menu(choices: readonly Choice[], isMany = false): Input<string[]> {
	const select = element('select', { id: newId(), ...(isMany && { multiple: '', size: String(MENU_LINES) }) });
	select.append(...choices.map(asOption));
	return {
		root: select,
		labelled: select,
		value: () => [...select.selectedOptions].map(({ value }) => value).filter(Boolean),
	};
}

function asOption({ value, name, isPicked }: Choice): HTMLOptionElement {
	const option = element('option', { value }, name);
	option.selected = isPicked === true;
	return option;
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
	const select = list.labelled as HTMLSelectElement;
	select.setAttribute('aria-label', 'Members found');
	const read = async () => {
		const query = new URLSearchParams({
			guildId: watch.view?.guild.id ?? 'first',
			search: search.value.trim(),
			count: String(MOST_SHOWN),
		});
		const { rows } = await ask<MemberPage>('GET', `/page/members?${query}`);
		const kept = [...select.selectedOptions]
			.filter(({ value }) => value !== '')
			.map(({ value, text }) => ({ value, name: text, isPicked: true }));
		const found = rows.map(({ id, name, username, isBot }) => ({
			value: id,
			name: `${name} (${username})${isBot ? ', bot' : ''}`,
		}));
		const actor = watch.view?.actor;
		const first = search.value === '' && actor?.isMember ? [{ value: actor.id, name: `${actor.name} (you)` }] : [];
		const all = [...kept, ...first, ...found, ...more].filter(
			({ value }, at, list) => list.findIndex((each) => each.value === value) === at,
		);
		select.replaceChildren(
			...(isMany ? [] : [asOption({ value: '', name: `${found.length} found: choose` })]),
			...all.map(asOption),
		);
	};
	let timer = 0;
	search.addEventListener('input', () => {
		clearTimeout(timer);
		timer = window.setTimeout(() => void read(), TYPING_MS);
	});
	void read();
	return { root: element('div', { class: 'search' }, search, select), labelled: search, value: list.value };
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
	const title = element('label', { for: input.labelled.id }, label, ...mark);
	const below = words === '' ? [] : [element('p', { class: 'faint' }, words)];
	return element('div', { class: 'labelled' }, title, ...below, input.root);
}

import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { element } from './elements.js';
import { entityMenu, type Input, menu, newId } from './fields.js';
import { ask } from './server.js';
import type { Line } from './typedLine.js';
import type { Watch } from './Watch.js';

const Type = {
	String: 3,
	Integer: 4,
	Boolean: 5,
	User: 6,
	Channel: 7,
	Role: 8,
	Mentionable: 9,
	Number: 10,
	Attachment: 11,
} as const;
/** The kinds of menus that offer the same as these kinds of options. */
const MENUS: Readonly<Record<number, number>> = { 6: 5, 7: 8, 8: 6, 9: 7 };
const TYPING_MS = 250;
const ANSWER_MS = 3_000;

export type OptionValue = string | number | boolean | { name: string; type: string; base64: string } | undefined;

/** What else is typed, for the bot that proposes something. */
export type Others = () => Promise<Record<string, OptionValue>>;

/** A field for an option of a command. */
export function optionField(
	watch: Watch,
	line: Line,
	option: APIApplicationCommandBasicOption,
	others: Others,
): Input<OptionValue> {
	const isNumber = option.type === Type.Integer || option.type === Type.Number;
	const read = (text: string) => (text === '' ? undefined : isNumber ? Number(text) : text);
	if ('choices' in option && option.choices?.length) {
		const choices = option.choices.map(({ name, value }) => ({ value: String(value), name }));
		return first(menu([{ value: '', name: 'choose' }, ...choices]), read);
	}
	if ('autocomplete' in option && option.autocomplete) return proposed(watch, line, option, others, read);
	switch (option.type) {
		case Type.Boolean:
			return first(
				menu([
					{ value: '', name: 'choose' },
					{ value: 'true', name: 'True' },
					{ value: 'false', name: 'False' },
				]),
				(text) => (text === '' ? undefined : text === 'true'),
			);
		case Type.Attachment:
			return file();
		case Type.String:
		case Type.Integer:
		case Type.Number: {
			const box = element('input', {
				id: newId(),
				type: isNumber ? 'number' : 'text',
				step: option.type === Type.Integer ? '1' : 'any',
				autocomplete: 'off',
			});
			return { root: box, labelled: box, value: () => read(box.value) };
		}
		default:
			return first(
				entityMenu(watch, MENUS[option.type] ?? 5, false, 'channel_types' in option ? option.channel_types : undefined),
				read,
			);
	}
}

function first(input: Input<string[]>, read: (text: string) => OptionValue): Input<OptionValue> {
	return { ...input, value: async () => read((await input.value())[0] ?? '') };
}

function file(): Input<OptionValue> {
	const box = element('input', { type: 'file', id: newId() });
	const value = async () => {
		const [picked] = box.files ?? [];
		if (!picked) return undefined;
		const bytes = new Uint8Array(await picked.arrayBuffer());
		const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
		return { name: picked.name, type: picked.type, base64: btoa(text) };
	};
	return { root: box, labelled: box, value };
}

interface Proposal {
	readonly name: string;
	readonly value: string | number;
}

/** A field for which the bot proposes values while somebody types. */
function proposed(
	watch: Watch,
	{ botId, name: command }: Line,
	{ name }: { readonly name: string },
	others: Others,
	read: (text: string) => OptionValue,
): Input<OptionValue> {
	const list = element('datalist', { id: newId() });
	const box = element('input', { id: newId(), type: 'text', list: list.id, autocomplete: 'off' });
	let values = new Map<string, string>();
	let timer = 0;
	const propose = async () => {
		const typed = box.value;
		const options = { ...(await others()), [name]: read(typed) ?? '' };
		const body = { ...watch.place, botId, command, options, focused: name, answerWithin: ANSWER_MS };
		const sent = await ask<{ answer?: { choices: Proposal[] } }>('POST', `/actors/${watch.userId}/autocomplete`, body);
		if (box.value !== typed) return;
		const choices = sent.answer?.choices ?? [];
		values = new Map(choices.map((choice) => [choice.name, String(choice.value)]));
		list.replaceChildren(...choices.map((choice) => element('option', { value: choice.name })));
	};
	const soon = () => {
		clearTimeout(timer);
		// A bot that proposes nothing is no hindrance.
		timer = window.setTimeout(() => void propose().catch(() => undefined), TYPING_MS);
	};
	box.addEventListener('input', soon);
	box.addEventListener('focus', soon);
	return { root: element('div', {}, box, list), labelled: box, value: () => read(values.get(box.value) ?? box.value) };
}

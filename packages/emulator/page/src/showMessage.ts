import type { APIMessage } from 'discord-api-types/v10';
import type { GuildView, Person } from '../../src/control/page/PageData.js';
import { type Component, type Embed, emojiOf, showComponents, showEmbed } from './components.js';
import { element } from './elements.js';
import { type Names, showMarkdown } from './showMarkdown.js';
import { bytes, timeOfDay } from './words.js';

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const HUES = 360;

/** What somebody can do with a message. */
export interface MessageUse {
	click(message: APIMessage, button: Component): void;
	select(message: APIMessage, menu: Component): void;
	open(message: APIMessage): void;
	/** Shows a file, in this place if it is a picture. */
	showFile(message: APIMessage, index: number, into: HTMLElement): void;
}

/** A message as a user sees it. */
export function showMessage(message: APIMessage, view: GuildView, use: MessageUse): HTMLElement[] {
	const names = namesOf(view);
	const author = view.people[message.author.id] ?? { name: message.author.username, color: 0, isBot: false };
	const isOnlyForActor = ((message.flags ?? 0) & EPHEMERAL) !== 0;
	const body = element(
		'div',
		{ class: 'body' },
		header(message, author, () => use.open(message)),
	);
	const answered = whatItAnswers(message, view);
	if (answered) body.prepend(answered);
	if (((message.flags ?? 0) & LOADING) !== 0)
		body.append(element('p', { class: 'faint' }, `${author.name} is thinking…`));
	if (message.content) body.append(element('div', { class: 'text' }, ...showMarkdown(message.content, names)));
	if (message.edited_timestamp) body.append(element('p', { class: 'faint' }, '(edited)'));
	body.append(...message.attachments.map((_, index) => showAttachment(message, index, use)));
	body.append(...message.embeds.map((embed) => showEmbed(embed as Embed, names)));
	body.append(
		...showComponents((message.components ?? []) as unknown as Component[], names, {
			click: (button) => use.click(message, button),
			select: (menu) => use.select(message, menu),
		}),
	);
	if (message.reactions?.length) body.append(showReactions(message));
	if (isOnlyForActor) body.append(element('p', { class: 'faint only' }, `Only ${view.actor.name} can see this.`));
	return [avatar(author.name, message.author.id), body];
}

function header({ timestamp, pinned }: APIMessage, author: Person, open: () => void): HTMLElement {
	const name = element('strong', { class: 'name' }, author.name);
	name.style.color = readable(author.color);
	const more = element('button', { type: 'button', class: 'more', 'aria-label': 'More about this message' }, '⋯');
	more.addEventListener('click', open);
	return element(
		'p',
		{ class: 'head' },
		name,
		...(author.isBot ? [element('span', { class: 'tag' }, 'BOT')] : []),
		element('time', { class: 'faint', datetime: timestamp }, timeOfDay(Date.parse(timestamp))),
		...(pinned ? [element('span', { class: 'faint' }, 'pinned')] : []),
		more,
	);
}

/** The command or message that a message answers. */
function whatItAnswers(message: APIMessage, view: GuildView): HTMLElement | undefined {
	const { interaction_metadata: metadata, referenced_message: referenced } = message;
	if (metadata) {
		const name = view.people[metadata.user.id]?.name ?? metadata.user.username;
		return element('p', { class: 'faint answers' }, `↱ ${name} ${view.deeds[message.id] ?? 'asked for this'}`);
	}
	if (!referenced) return undefined;
	const name = view.people[referenced.author.id]?.name ?? referenced.author.username;
	return element('p', { class: 'faint answers' }, `↱ ${name}: ${referenced.content.slice(0, 80)}`);
}

function showAttachment(message: APIMessage, index: number, use: MessageUse): HTMLElement {
	const { filename = '', size = 0, content_type = '' } = message.attachments[index] ?? {};
	const open = element('button', { type: 'button', class: 'quiet' }, 'Open');
	const box = element(
		'div',
		{ class: 'file' },
		element('span', {}, filename),
		element('span', { class: 'faint' }, bytes(size)),
		open,
	);
	open.addEventListener('click', () => use.showFile(message, index, box));
	if (/^image\/(?:png|jpeg|gif|webp)$/.test(content_type)) use.showFile(message, index, box);
	return box;
}

function showReactions({ reactions = [] }: APIMessage): HTMLElement {
	const shown = reactions.map(({ emoji, count, me }) =>
		element('span', { class: me ? 'reaction mine' : 'reaction' }, `${emojiOf(emoji as Component['emoji'])} ${count}`),
	);
	return element('p', { class: 'reactions' }, ...shown);
}

/** A circle with the first letter of a name. Pictures of users are on another host, and the page loads nothing from there. */
export function avatar(name: string, id: string): HTMLElement {
	const circle = element('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name.trim()][0]?.toUpperCase() ?? '?');
	circle.style.setProperty('--hue', hueOf(id));
	return circle;
}

/** A hue for an id, the same each time. */
export function hueOf(id: string): string {
	return String([...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % HUES, 0));
}

/** A colour of a role that can be read on both grounds: its hue, darker or lighter. */
export function readable(color: number): string {
	if (color === 0) return '';
	const [red, green, blue] = [color >> 16, color >> 8, color].map((part) => (part & 255) / 255) as [
		number,
		number,
		number,
	];
	const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
	const range = most - least;
	if (range === 0) return '';
	const turn =
		most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
	const hue = `${Math.round((turn * 60 + 360) % 360)} ${Math.round(Math.min(range / (1 - Math.abs(most + least - 1) || 1), 0.7) * 100)}%`;
	return `light-dark(hsl(${hue} 27%), hsl(${hue} 76%))`;
}

/** The names in a view. */
export function namesOf({ people, roles, channels }: GuildView): Names {
	return {
		person: (id) => people[id]?.name,
		role: (id) => roles.find((role) => role.id === id)?.name.replace(/^@/, ''),
		channel: (id) => channels.find((channel) => channel.id === id)?.name,
	};
}

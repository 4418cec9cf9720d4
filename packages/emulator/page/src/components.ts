import { element } from './elements.js';
import { link, type Names, showInline, showMarkdown } from './showMarkdown.js';
import { colourOf } from './words.js';

/** A component with the fields that any of them may have. */
export interface Component {
	readonly type: number;
	readonly custom_id?: string;
	readonly label?: string;
	readonly description?: string;
	readonly placeholder?: string;
	readonly content?: string;
	readonly style?: number;
	readonly url?: string;
	readonly disabled?: boolean;
	readonly emoji?: { readonly id?: string | null; readonly name?: string | null };
	readonly options?: readonly Option[];
	readonly min_values?: number;
	readonly max_values?: number;
	readonly min_length?: number;
	readonly max_length?: number;
	readonly required?: boolean;
	readonly value?: string;
	readonly channel_types?: readonly number[];
	readonly accent_color?: number | null;
	readonly spoiler?: boolean;
	readonly components?: readonly Component[];
	readonly component?: Component;
	readonly accessory?: Component;
	readonly items?: readonly { readonly media?: { readonly url?: string }; readonly description?: string | null }[];
	readonly media?: { readonly url?: string };
	readonly file?: { readonly url?: string };
	readonly divider?: boolean;
}

export interface Option {
	readonly label: string;
	readonly value: string;
	readonly description?: string | null;
	readonly emoji?: Component['emoji'];
	readonly default?: boolean;
}

/** The kinds of components, as Discord numbers them. */
export const Kind = {
	...{ Row: 1, Button: 2, StringSelect: 3, TextInput: 4, UserSelect: 5, RoleSelect: 6, MentionableSelect: 7 },
	...{ ChannelSelect: 8, Section: 9, TextDisplay: 10, Thumbnail: 11, MediaGallery: 12, File: 13, Separator: 14 },
	...{ Container: 17, Label: 18 },
} as const;

const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];
const LINK = 5;

/** What happens when somebody uses a component. */
export interface Use {
	click(button: Component): void;
	select(menu: Component): void;
}

/** The components of a message, as elements. */
export function showComponents(components: readonly Component[], names: Names, use: Use): HTMLElement[] {
	return components.map((component) => showComponent(component, names, use));
}

function showComponent(component: Component, names: Names, use: Use): HTMLElement {
	const inner = () => showComponents(component.components ?? [], names, use);
	switch (component.type) {
		case Kind.Row:
			return element('div', { class: 'buttons' }, ...inner());
		case Kind.Button:
			return showButton(component, use);
		case Kind.Section: {
			const accessory = component.accessory ? [showComponent(component.accessory, names, use)] : [];
			return element('div', { class: 'part' }, element('div', {}, ...inner()), ...accessory);
		}
		case Kind.TextDisplay:
			return element('div', { class: 'text' }, ...showMarkdown(component.content ?? '', names));
		case Kind.Separator:
			return element(component.divider === false ? 'div' : 'hr', { class: 'separator' });
		case Kind.Container: {
			const box = element('div', { class: 'embed' }, ...inner());
			box.style.borderInlineStartColor = colourOf(component.accent_color) ?? '';
			return box;
		}
		case Kind.Thumbnail:
			return picture(component.media?.url, component.description);
		case Kind.MediaGallery:
			return element(
				'div',
				{ class: 'pictures' },
				...(component.items ?? []).map(({ media, description }) => picture(media?.url, description)),
			);
		case Kind.File:
			return picture(component.file?.url, undefined, 'File');
		default:
			return component.custom_id === undefined
				? element('p', { class: 'faint' }, `A component of type ${component.type}.`)
				: showMenu(component, use);
	}
}

function showButton(button: Component, use: Use): HTMLElement {
	const { label, emoji, style = 1, url = '', disabled, custom_id } = button;
	const words = [emojiOf(emoji), label ?? ''].filter((text) => text !== '').join(' ') || '(no label)';
	if (style === LINK) return element('span', { class: 'button link' }, link(url, words));
	const made = element('button', { type: 'button', class: `button ${STYLES[style] ?? ''}` }, words);
	made.disabled = disabled === true || custom_id === undefined;
	made.dataset.id = custom_id ?? '';
	made.addEventListener('click', () => use.click(button));
	return made;
}

function showMenu(menu: Component, use: Use): HTMLElement {
	const picked = (menu.options ?? []).filter((option) => option.default).map(({ label }) => label);
	const words = picked.join(', ') || menu.placeholder || 'Make a selection';
	const made = element('button', { type: 'button', class: 'menu', 'aria-haspopup': 'dialog' }, words);
	made.disabled = menu.disabled === true;
	made.dataset.id = menu.custom_id ?? '';
	made.addEventListener('click', () => use.select(menu));
	return made;
}

/** An emoji as text: those with an id are pictures on a foreign host. */
export function emojiOf(emoji: Component['emoji']): string {
	if (!emoji?.name) return '';
	return emoji.id ? `:${emoji.name}:` : emoji.name;
}

/** A picture on another host is not loaded: the page asks nobody but the emulator. */
export function picture(url: string | undefined, description?: string | null, what = 'Picture'): HTMLElement {
	const name = url?.replace(/^attachment:\/\//, '').replace(/^https:\/\/attachments\.invalid\/\d+\//, '') ?? '';
	const isForeign = /^https?:/.test(name);
	const words = `${what}: ${description || name.replace(/^https?:\/\//, '').slice(0, 80) || 'none'}`;
	return element('span', { class: 'picture' }, isForeign ? link(name, words) : words);
}

/** An embed as an element. */
export function showEmbed(embed: Embed, names: Names): HTMLElement {
	const { title, url, description, fields = [], author, footer, timestamp, image, thumbnail, color } = embed;
	const box = element('div', { class: 'embed' });
	box.style.borderInlineStartColor = colourOf(color) ?? '';
	if (author?.name) box.append(element('p', { class: 'author' }, link(author.url ?? '', author.name)));
	if (title) box.append(element('p', { class: 'title' }, link(url ?? '', ...showInline(title, names))));
	if (description) box.append(element('div', { class: 'text' }, ...showMarkdown(description, names)));
	if (fields.length > 0)
		box.append(element('div', { class: 'fields' }, ...fields.map((field) => showField(field, names))));
	for (const media of [thumbnail, image]) if (media?.url) box.append(picture(media.url));
	const foot = [footer?.text, timestamp && new Date(timestamp).toLocaleString('en-GB')].filter(Boolean).join(' • ');
	if (foot !== '') box.append(element('p', { class: 'faint' }, foot));
	return box;
}

/** An embed, as far as it is shown. */
export interface Embed {
	readonly title?: string;
	readonly url?: string;
	readonly description?: string;
	readonly color?: number | null;
	readonly timestamp?: string;
	readonly fields?: readonly Field[];
	readonly author?: { readonly name?: string; readonly url?: string };
	readonly footer?: { readonly text?: string };
	readonly image?: { readonly url?: string };
	readonly thumbnail?: { readonly url?: string };
}

interface Field {
	readonly name: string;
	readonly value: string;
	readonly inline?: boolean;
}

function showField({ name, value, inline }: Field, names: Names): HTMLElement {
	return element(
		'div',
		{ class: inline ? 'field inline' : 'field' },
		element('p', { class: 'title' }, ...showInline(name, names)),
		element('div', { class: 'text' }, ...showMarkdown(value, names)),
	);
}

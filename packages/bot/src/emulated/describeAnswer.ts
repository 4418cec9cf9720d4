import type { Answer, GuildWorld } from 'rollcall-emulator';
import { readable } from './readable.js';

/** Of a long list, the beginning is enough. */
const MOST_LINES = 8;

/** An answer as a member sees it, as plain lines. */
export function describeAnswer({ content, embeds, components, files }: Answer, guild: GuildWorld): string[] {
	const fromEmbeds = embeds.flatMap(({ title, description, fields = [], footer }) => [
		title,
		description,
		...fields.map(({ name, value }) => `${name}: ${value.includes('\n') ? '\n' : ''}${value}`),
		footer?.text,
	]);
	const attached = files.map(({ name, bytes }) => `(file ${name}, ${bytes.length.toLocaleString('en')} bytes)`);
	const buttons = components.length > 0 ? '(with buttons)' : undefined;
	return [content, ...fromEmbeds, ...attached, buttons].flatMap((part) => shorten(readable(part ?? '', guild)));
}

function shorten(text: string): string[] {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	const more = lines.length - MOST_LINES;
	return more > 1 ? [...lines.slice(0, MOST_LINES), `… and ${more} more lines`] : lines;
}

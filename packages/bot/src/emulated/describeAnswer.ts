import type { Answer, GuildWorld } from 'rollcall-emulator';
import { readable } from './readable.js';
import { saveFile } from './saveFile.js';

/** Of a long list, the beginning is enough. */
const MOST_LINES = 8;

/** An answer as a member sees it, as plain lines. @param folder - where its files are saved */
export function describeAnswer(answer: Answer, guild: GuildWorld, folder: string): string[] {
	const { content, embeds, components, files } = answer;
	const fromEmbeds = embeds.flatMap(({ title, description, fields = [], footer }) => [
		title,
		description,
		...fields.map(({ name, value }) => `${name}: ${value.includes('\n') ? '\n' : ''}${value}`),
		footer?.text,
	]);
	const attached = files.map((file) => {
		const path = saveFile(folder, file);
		const where = path === undefined ? '' : `, saved as ${path}`;
		return `(file ${file.name}, ${file.bytes.length.toLocaleString('en')} bytes${where})`;
	});
	const buttons = components.length > 0 ? '(with buttons)' : undefined;
	return [content, ...fromEmbeds, ...attached, buttons].flatMap((part) => shorten(readable(part ?? '', guild)));
}

function shorten(text: string): string[] {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	const more = lines.length - MOST_LINES;
	return more > 1 ? [...lines.slice(0, MOST_LINES), `… and ${more} more lines`] : lines;
}

import type { Answer } from 'rollcall-emulator';

/** What a member sees of an answer, as plain lines. */
export function describeAnswer({ content, embeds, components, files }: Answer): string[] {
	const fromEmbeds = embeds.flatMap(({ title, description, fields = [], footer }) => [
		title,
		description,
		...fields.map(({ name, value }) => `${name}: ${value}`),
		footer?.text,
	]);
	const buttons = components.length > 0 ? '(with buttons)' : undefined;
	const attached = files.map(({ name, bytes }) => `(file ${name}, ${bytes.length} bytes)`);
	return [content, ...fromEmbeds, ...attached, buttons]
		.flatMap((part) => part?.split('\n') ?? [])
		.filter((line) => line.trim() !== '');
}

import { MEMBER_FIELDS } from '../src/config/memberFields.js';
import type { ConfigKey } from './ConfigKey.js';
import { showNumber } from './showNumber.js';

/** The reference as Markdown: a table of all keys, and the names that `fields` takes. */
export function configTable(keys: readonly ConfigKey[]): string {
	const rows = keys.map(({ path, defaultValue, unit = '', range, effect }) =>
		[`\`${path}\``, `\`${show(defaultValue)}\``, unit, range, effect].map(inCell).join(' | '),
	);
	const fields = MEMBER_FIELDS.map((field) => `\`${field}\``).join(', ');
	return [
		'| key | default | unit | range | effect |',
		'| --- | --- | --- | --- | --- |',
		...rows.map((row) => `| ${row} |`),
		'',
		`The member fields: ${fields}.`,
	].join('\n');
}

function show(value: unknown): string {
	return typeof value === 'number' ? showNumber(value) : JSON.stringify(value).replaceAll('"', "'");
}

function inCell(text: string): string {
	return text.replaceAll('|', '\\|');
}

import { MEMBER_FIELDS } from '../src/config/memberFields.js';
import type { ConfigKey } from './ConfigKey.js';
import { showNumber } from './showNumber.js';

const INTRO = [
	'`npm run docs:config` writes this page from the schema and the types.',
	'',
	'Pass any part of the configuration to `new MemberFetchService({ … })`. Change it at run time with `updateConfig({ … })`, which applies all',
	'of it at once, and read it with `getConfig()`. An unknown key, a wrong type or a value out of range throws',
	'[`INVALID_CONFIG`](DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md#invalid_config), and nothing changes.',
	'[Running in production](production.md#tuning) says which keys are worth a thought.',
];

/** The page on the configuration: a table of all keys, and the names that `fields` takes. */
export function configPage(keys: readonly ConfigKey[]): string {
	const rows = keys.map(({ path, defaultValue, unit = '', range, effect }) =>
		[`\`${path}\``, `\`${show(defaultValue)}\``, unit, range, effect].map(inCell).join(' | '),
	);
	const fields = MEMBER_FIELDS.map((field) => `\`${field}\``).join(', ');
	return [
		'# Configuration',
		'',
		...INTRO,
		'',
		'| key | default | unit | range | effect |',
		'| --- | --- | --- | --- | --- |',
		...rows.map((row) => `| ${row} |`),
		'',
		`The member fields: ${fields}.`,
		'',
	].join('\n');
}

function show(value: unknown): string {
	return typeof value === 'number' ? showNumber(value) : JSON.stringify(value).replaceAll('"', "'");
}

function inCell(text: string): string {
	return text.replaceAll('|', '\\|');
}

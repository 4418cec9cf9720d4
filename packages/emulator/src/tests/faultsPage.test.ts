import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { matchKeys, memberRequestKeys, restKeys } from '../faults/faultKeys.js';
import { GatewayFaults } from '../faults/index.js';

const page = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8');
/** The names in the first cells of the first table under a title. */
function namesUnder(title: string): string[] {
	const [, text = ''] = page.split(`\n## ${title}\n`);
	const [table = ''] = text
		.trimStart()
		.split('\n\n')
		.filter((part) => part.startsWith('|'));
	const cells = table.split('\n').map((line) => line.split('|')[1] ?? '');
	return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name as string)).sort();
}
const matching = { on: true, ...matchKeys };
const own = (keys: object) => Object.keys(keys).filter((key) => !(key in matching));

it.each([
	['Which requests it meets', Object.keys(matching)],
	['Requests for members', own(memberRequestKeys)],
	['REST', own(restKeys)],
	[
		'The gateway',
		Object.getOwnPropertyNames(GatewayFaults.prototype).filter((name) => !['constructor', 'attach'].includes(name)),
	],
])('docs/faults.md lists each name under "%s", and no other', (title, names) => {
	expect(namesUnder(title)).toEqual([...names].sort());
});

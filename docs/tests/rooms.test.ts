import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The rooms in the order of a table whose first column has them between backticks, some as a path below `src`. */
function roomsIn(page: string): string[] {
	const [, table = ''] = page.split(/^\| room\s+\|.*$/m);
	const rows = table.split('\n\n')[0]?.matchAll(/^\| (`.*?`)\s*\|/gm) ?? [];
	return [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`(?:src\/)?(\w+)\/?`/g)].map(([, room = '']) => room));
}

/** Each import of a room from another one, types included; tests may import anything. */
function importsOf(source: string, room: string): Set<string> {
	const files = readdirSync(fileURLToPath(new URL(`${source}/${room}`, root)), { recursive: true, encoding: 'utf8' });
	const code = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && !/(^|\/)tests\//.test(file));
	const targets = code.flatMap((file) => {
		const from = new URL(`${source}/${room}/${file}`, root);
		return [...read(`${source}/${room}/${file}`).matchAll(/(?:from|import) ?\(?'(\.[^']+)'/g)].map(
			([, path = '']) => new URL(path, from).pathname.split(`/${source}/`)[1]?.split('/') ?? [],
		);
	});
	return new Set(targets.flatMap(([to = '', ...rest]) => (rest.length > 0 && to !== room ? [to] : [])));
}

it.each([
	['CONTRIBUTING.md', 'packages/rollcall/src'],
	['packages/bot/README.md', 'packages/bot/src'],
	['packages/cli/README.md', 'packages/cli/src'],
])('%s has every room of %s below the rooms that it imports from', (page, source) => {
	const rooms = roomsIn(read(page));
	const folders = readdirSync(fileURLToPath(new URL(source, root)), { withFileTypes: true });
	expect([...rooms].sort()).toEqual(folders.flatMap((one) => (one.isDirectory() ? [one.name] : [])).sort());
	const upward = rooms.flatMap((room, at) =>
		room === 'tests'
			? []
			: [...importsOf(source, room)].filter((to) => rooms.indexOf(to) >= at).map((to) => `${room} → ${to}`),
	);
	expect(upward).toEqual([]);
});

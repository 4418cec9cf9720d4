import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readArguments } from '../cli/readArguments.js';
import { controlRoutes } from '../control/index.js';
import { conditionNames } from '../log/index.js';
import { parseScenario } from '../scenarios/readScenario.js';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const blocksOf = (page: string, language: string) =>
	[...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

it('docs/scenarios.md shows a scenario that the examples run', () => {
	const [shown = ''] = blocksOf(read('docs/scenarios.md'), 'yaml');
	expect(shown).toBe(read('../../examples/from-any-language/greeter.yaml'));
	expect(parseScenario(shown, 'page').steps.length).toBeGreaterThan(5);
});

it('docs/control.md names requests that there are, and all conditions', () => {
	const page = read('docs/control.md');
	const named = [
		...page.matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]*)/g),
		...page.matchAll(/--request (\w+) +"\$URL(\/[^"?]*)/g),
	];
	const patterns = controlRoutes.map(({ method, path }) => ({
		method,
		path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
	}));
	const unknown = named.filter(([, method, path = '']) => {
		const isKnown = patterns.some((each) => each.method === method && each.path.test(path));
		return !isKnown && path !== '/openapi.json' && path !== '/actors/{userId}/…';
	});
	expect(named.length).toBeGreaterThan(15);
	expect(unknown.map(([text]) => text)).toEqual([]);
	expect(conditionNames.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
	const actions = controlRoutes.flatMap(({ path }) => /^\/actors\/\{userId\}\/([\w-]+)$/.exec(path)?.[1] ?? []);
	expect(actions.filter((name) => name !== 'direct-messages' && !page.includes(`\`${name}\``))).toEqual([]);
});

it('docs/page.md names flags that there are, and limits as they are', () => {
	const page = read('docs/page.md');
	const flags = [...page.matchAll(/^\| `(--[^|`]+)` \|/gm)].map(([, flag = '']) => flag);
	expect(flags).toHaveLength(4);
	for (const flag of flags) readArguments(flag.split(' '), (command) => command.exitOverride());
	expect(read('src/control/page/listMembers.ts')).toContain('MOST_SEARCHED = 500_000;');
	expect(page).toContain('more than 500,000 members');
	expect(read('src/log/EventLog.ts')).toContain('inOneValue: 64 * 1024 }');
	expect(page).toContain((64 * 1024).toLocaleString('en-US'));
});

it('docs/from-any-language.md names flags that there are', () => {
	const flags = [...read('docs/from-any-language.md').matchAll(/^\| `(--[^|]+)` \|/gm)].flatMap(([, cell = '']) =>
		cell.split('`, `'),
	);
	expect(flags).toHaveLength(5);
	for (const flag of flags) readArguments(flag.split(' '), (command) => command.exitOverride());
});

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readMarkdown } from './readMarkdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = [
	'MEMBER_FETCH_SERVICE_INTEGRATION',
	'DISCORD_MEMBER_FETCH_TROUBLESHOOTING',
	'TESTING_WITHOUT_DISCORD',
	'command-line',
	'configuration',
	'fetching',
	'memory',
	'metrics',
	'migration',
	'performance',
	'privacy',
	'processes',
	'production',
	'redis',
	'restart',
	'roles',
	'sharding',
	'stores',
];
/** Our own files, without tests: a test may name what does not exist. */
const OURS = [
	'packages/*/src/*.ts',
	'*package.json',
	'*.env.development',
	'examples/*.ts',
	'examples/*.cts',
	'examples/*.json',
	'ops/*.yml',
	'ops/*.yaml',
	'ops/*.json',
];
const THEIRS = [
	'discord.js/typings/index.d.ts',
	'discord-api-types/payloads/v10/guild.d.ts',
	'typescript/lib/typescript.d.ts',
];

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...OURS], { cwd: root });
const ours = listed
	.toString()
	.split('\n')
	.filter((path) => /\.\w+$/.test(path) && !path.includes('.test.'));
const files = [...ours, ...THEIRS.map((path) => `node_modules/${path}`)].filter((path) =>
	existsSync(`${root}/${path}`),
);

const words = (text: string) => text.match(/\b[A-Za-z_]\w{3,}/g) ?? [];
/** Words that a page tells you to type, and that no file of ours has. */
const TYPED = ['pack', 'clusterOptions', 'serialization'];
const names = new Set([...TYPED, ...files.flatMap((path) => words(readFileSync(`${root}/${path}`, 'utf8')))]);

/** A thing may be named after its class: `voiceState` after VoiceState. Of a histogram, Prometheus knows the buckets. */
const isKnown = (word: string) =>
	[word, `${word[0]?.toUpperCase()}${word.slice(1)}`, `${word}_bucket`].some((name) => names.has(name));

it.each(PAGES)('%s.md speaks of nothing by a name that the code does not have', (page) => {
	const { codes } = readMarkdown(readFileSync(`${root}/docs/${page}.md`, 'utf8'));
	expect(codes.length).toBeGreaterThan(0);
	expect(codes.flatMap(words).filter((word) => !isKnown(word))).toEqual([]);
});

it('Every page is looked at, but the generated list of licences', () => {
	const pages = readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md'));
	expect(pages.sort()).toEqual([...PAGES, 'licences'].map((page) => `${page}.md`).sort());
});

it('A name that the code does not have would be found', () => {
	expect(['progressCallback', 'voiceState', 'onProgress'].map(isKnown)).toEqual([true, true, false]);
});

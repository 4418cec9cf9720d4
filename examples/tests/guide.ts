import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readMarkdown } from '../../docs/tests/readMarkdown.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const read = (page: string) => readFileSync(here(`../../docs/${page}.md`), 'utf8');

/** The page that a reader starts with, as Markdown. */
export const guide = read('MEMBER_FETCH_SERVICE_INTEGRATION');
/** Pages whose blocks are all files of `examples/`, by name. */
const PAGES = [
	'MEMBER_FETCH_SERVICE_INTEGRATION',
	'TESTING_WITHOUT_DISCORD',
	'fetching',
	'metrics',
	'migration',
	'privacy',
	'production',
	'redis',
	'restart',
	'sharding',
];
/** The text of all pages on the service, the generated ones too. */
export const everyPage = [...PAGES, 'configuration', 'memory', 'roles', 'DISCORD_MEMBER_FETCH_TROUBLESHOOTING'].map(
	read,
);
/** Pages that show the ten lines and name no file, since npm shows them without the examples. */
export const readmes = ['../../README.md', '../../packages/rollcall/README.md'].map((path) =>
	readFileSync(here(path), 'utf8'),
);

/** Where a bot in CommonJS finds the one declaration of discord.js, as its reader would write it. */
export const commonJsPaths = readFileSync(here('../commonjs/tsconfig.json'), 'utf8')
	.match(/"paths": \{.*\}/)?.[0]
	.replace('../../', './');

const FOLDER = '../examples/';
const BEGIN = /^[\t ]*\/\/ #region shown\n/m;
const END = /^[\t ]*\/\/ #endregion\n/m;

/** The blocks of the pages, each with the file that the line above it links. A block of `text` is what that file prints. */
export const blocks = PAGES.flatMap((page) =>
	readMarkdown(read(page)).blocks.map(({ language, text, source }) => ({
		page,
		language,
		text,
		file: source.startsWith(FOLDER) ? source.slice(FOLDER.length) : undefined,
	})),
);

/** Every example, relative to `examples/`. */
export const exampleFiles = readdirSync(here('../src'), { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts'))
	.map((path) => `src/${path}`);

/** The shown part of an example: between `// #region shown` and `// #endregion`, or all of it. */
export function shownPart(file: string): string {
	const text = readFileSync(here(`../${file}`), 'utf8');
	const [, region] = text.split(BEGIN);
	return (region?.split(END)[0] ?? text).trimEnd();
}

/** The output of an example as a page shows it, line by line. */
export function promisedOutput(file: string): string[] {
	return blocks
		.filter((block) => block.file === file && block.language === 'text')
		.flatMap(({ text }) => text.split('\n'));
}

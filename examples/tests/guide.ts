import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readMarkdown } from '../../docs/tests/readMarkdown.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The guide, as Markdown. */
export const guide = readFileSync(here('../../docs/MEMBER_FETCH_SERVICE_INTEGRATION.md'), 'utf8');
/** Pages that show the ten lines and name no file, since they are read where there is none. */
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

/** The blocks of the guide, each with the file that the line above it links. A block of `text` is what that file prints. */
export const blocks = readMarkdown(guide).blocks.map(({ language, text, source }) => ({
	language,
	text,
	file: source.startsWith(FOLDER) ? source.slice(FOLDER.length) : undefined,
}));

/** Every example, relative to `examples/`. */
export const exampleFiles = readdirSync(here('../src'), { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.ts'))
	.map((path) => `src/${path}`);

/** What is shown of an example: what stands between `// #region shown` and `// #endregion`, or all of it. */
export function shownPart(file: string): string {
	const text = readFileSync(here(`../${file}`), 'utf8');
	const [, region] = text.split(BEGIN);
	return (region?.split(END)[0] ?? text).trimEnd();
}

/** What the guide says that an example prints, line by line. */
export function promisedOutput(file: string): string[] {
	return blocks
		.filter((block) => block.file === file && block.language === 'text')
		.flatMap(({ text }) => text.split('\n'));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { createContainer } from '../di/container.js';
import { readEnvironment } from '../environment/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = (path: string) => readFileSync(join(root, path), 'utf8');

/** The files of a new command, as the page shows them, by their paths. */
function shownFiles(): Map<string, string> {
	const [, block = ''] = /## A command\n\n```ts\n(.*?)```/s.exec(page('docs/development.md')) ?? [];
	const [, ...parts] = block.split(/^\/\/ (src\/\S+\.ts.*)\n/m);
	const files = new Map<string, string>();
	for (let index = 0; index < parts.length; index += 2) {
		const [title = '', text = ''] = parts.slice(index, index + 2);
		const path = join(root, title.split(',')[0] ?? '');
		files.set(path, title.endsWith('one line more') ? readFileSync(path, 'utf8') + text : text);
	}
	return files;
}

/** The files that are as they are on disk, by their paths. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function errorsIn(files: ReadonlyMap<string, string>): string[] {
	const { config } = ts.readConfigFile(join(root, '../../tsconfig.json'), ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, join(root, '../..'));
	const host = ts.createCompilerHost(options);
	const { fileExists, getSourceFile } = host;
	host.fileExists = (path) => files.has(path) || fileExists(path);
	host.getSourceFile = (path, language, ...rest) => {
		const text = files.get(path);
		if (text !== undefined) return ts.createSourceFile(path, text, language);
		if (!parsed.has(path)) parsed.set(path, getSourceFile(path, language, ...rest));
		return parsed.get(path);
	};
	const program = ts.createProgram([...files.keys()], options, host);
	const sources = [...files.keys()].map((path) => program.getSourceFile(path));
	return sources
		.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
		.map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

it('The command of docs/development.md compiles in its place', () => {
	const files = shownFiles();
	expect(files.size).toBe(4);
	expect(errorsIn(files)).toEqual([]);
	const broken = new Map([...files].map(([path, text]) => [path, text.replace('user.username', 'user.surname')]));
	expect(errorsIn(broken)).toEqual([expect.stringContaining('surname')]);
});

it('The README lists every room, and no other', () => {
	const told = [...page('README.md').matchAll(/^\| `src\/(\w+)\/` /gm)].map(([, room]) => room);
	const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
	expect(told.sort()).toEqual(folders.map(({ name }) => name).sort());
});

it('docs/privacy.md says of every table what data it holds, and until when', () => {
	const container = createContainer(readEnvironment({ DATABASE_PATH: ':memory:', LOG_LEVEL: 'silent' }));
	const database = container.resolve(DI_TOKENS.Database);
	const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
	const tables = database.prepare<[], string>(sql).pluck().all();
	const [, section = ''] = /## What is kept, and for how long\n(.*?)\n## /s.exec(page('docs/privacy.md')) ?? [];
	const rows = [...section.matchAll(/^\| (`.*?`) \| (.*?) \| (.*?) \|$/gm)];
	const told = rows.flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
	expect(told.sort()).toEqual(tables.sort());
	const hasUser = (table: string) =>
		/\b(user_id|member|set_by)\b/.test(
			String(database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)),
		);
	for (const [, names = '', what = ''] of rows)
		for (const [, name = ''] of names.matchAll(/`(\w+)`/g))
			expect([name, !hasUser(name)]).toEqual([name, /of no user|of itself/.test(what)]);
	database.close();
});

it('docs/commands.md lists every command', () => {
	const files = readdirSync(join(root, 'src/commands'));
	const names = files.flatMap((file) => /^(?!register)(\w+)Command\.ts$/.exec(file)?.[1] ?? []);
	expect(names.length).toBeGreaterThan(4);
	for (const name of names)
		expect(page('docs/commands.md')).toContain(
			`| \`/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} `,
		);
});

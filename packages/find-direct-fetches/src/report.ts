import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { findDirectFetches } from './findDirectFetches.js';
import { type Finding, isLean, KINDS } from './findings/Finding.js';
import { listSources } from './listSources.js';

const USAGE = 'Usage: rollcall-find-direct-fetches DIR [--lean]';
const LEAN = '--lean';

/**
 * The output of the program, and its exit code: 0 if it found at most lookups, 1 if it found more, 2 if an argument is
 * wrong.
 */
export interface Report {
	readonly code: 0 | 1 | 2;
	readonly output: readonly string[];
	readonly errors: readonly string[];
}

/**
 * Searches the folder that the arguments name, and puts the findings into words.
 *
 * @param from - the folder that paths are relative to
 */
export function reportDirectFetches(args: readonly string[], from: string): Report {
	const lean = args.includes(LEAN);
	const [folder, ...rest] = args.filter((argument) => argument !== LEAN);
	if (folder === undefined || rest.length > 0 || folder.startsWith('-'))
		return wrong(
			folder === undefined ? 'A folder is missing.' : `These arguments are not understood: ${args.join(' ')}`,
		);
	const path = resolve(from, folder);
	const stats = statSync(path, { throwIfNoEntry: false });
	if (!stats) return wrong(`There is no folder ${folder} (looked at ${path}).`);
	if (!stats.isDirectory()) return wrong(`${folder} is not a folder. Pass the folder that it is in.`);
	const files = listSources(path);
	const found = findDirectFetches(files, { lean }).map((finding) => ({
		...finding,
		file: relative(from, finding.file),
	}));
	const lookups = found.filter(({ kind }) => kind === 'lookup');
	const gone = found.filter(({ kind }) => isLean(kind));
	const fetches = found.filter(({ kind }) => kind !== 'lookup' && !isLean(kind));
	const output = [
		...section(`Direct fetches: ${fetches.length} in ${files.length} files`, fetches),
		...section(`Lookups of one member: ${lookups.length}`, lookups),
		...(lean ? section(`Places that a client without members breaks: ${gone.length}`, gone) : []),
	];
	return { code: fetches.length + gone.length > 0 ? 1 : 0, output, errors: [] };
}

function wrong(problem: string): Report {
	return { code: 2, output: [], errors: [problem, USAGE] };
}

function section(title: string, findings: readonly Finding[]): string[] {
	return [title, ...findings.flatMap(describe)];
}

function describe({ file, line, column, kind, code, instead }: Finding): string[] {
	const { what } = KINDS[kind];
	return [`  ${file}:${line}:${column}  ${code}`, `      ${what}; instead: ${instead}`];
}

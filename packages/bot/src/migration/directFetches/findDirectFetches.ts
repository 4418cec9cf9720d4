import ts from 'typescript';
import { Aliases } from './Aliases.js';
import { adviceOf, type Finding, type FindingKind } from './Finding.js';
import { judge } from './judge.js';
import { judgeFile, judgeLean } from './judgeLean.js';
import { Things } from './Things.js';

const SHOWN = 90;
// The sources alone: neither the packages that they import nor their types are looked at.
const OPTIONS: ts.CompilerOptions = {
	allowJs: true,
	noResolve: true,
	noLib: true,
	types: [],
	target: ts.ScriptTarget.Latest,
	// Names of one file mean nothing in another one, also where neither imports anything.
	moduleDetection: ts.ModuleDetectionKind.Force,
	// `undefined` is part of a type only then, and what may be undefined may fetch everybody.
	strictNullChecks: true,
};

/** What is looked for beside direct fetches. */
export interface FindOptions {
	/** What a client made with `cacheWithoutMembers()` does no longer do as well. */
	readonly lean?: boolean;
}

/** All places in these files where members are got from discord.js or Discord directly, in the order of the files. */
export function findDirectFetches(files: readonly string[], { lean = false }: FindOptions = {}): Finding[] {
	const program = ts.createProgram(files, OPTIONS);
	const aliases = new Aliases(program.getTypeChecker(), program.getSourceFiles());
	const things = new Things(aliases);
	const judges = (node: ts.Node) => {
		const kind = judge(node, aliases, things);
		if (!lean) return kind;
		// What reads a cache that has nobody is no lookup: the read is listed, as one of what is not there.
		const isRead = kind === 'lookup' && !ts.isCallExpression(node);
		return isRead ? undefined : (kind ?? judgeLean(node, aliases, things));
	};
	return files.flatMap((file) => {
		const source = program.getSourceFile(file);
		if (!source) return [];
		const findings = findIn(file, source, judges);
		const kind = lean ? judgeFile(source) : undefined;
		const isFound = kind === undefined || findings.some((finding) => finding.kind === kind);
		return isFound ? findings : [describe(kind, file, source, source), ...findings];
	});
}

function findIn(file: string, source: ts.SourceFile, judges: (node: ts.Node) => FindingKind | undefined): Finding[] {
	const findings: Finding[] = [];
	const visit = (node: ts.Node): void => {
		const kind = judges(node);
		if (kind) findings.push(describe(kind, file, node, source));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return findings;
}

function describe(kind: FindingKind, file: string, node: ts.Node, source: ts.SourceFile): Finding {
	const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
	// Nothing that a terminal would obey, such as what turns text from right to left in a source.
	const code = node
		.getText(source)
		.replace(/\s+/g, ' ')
		.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
	const shown = code.length > SHOWN ? `${code.slice(0, SHOWN)}…` : code;
	return { kind, file, line: line + 1, column: character + 1, code: shown, instead: adviceOf(kind, node) };
}

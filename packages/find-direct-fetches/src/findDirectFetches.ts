import ts from 'typescript';
import { Aliases } from './aliases/Aliases.js';
import { adviceOf, type Finding, type FindingKind } from './findings/Finding.js';
import { judge } from './judgement/judge.js';
import { judgeFile, judgeLean } from './judgement/judgeLean.js';
import { Things } from './things/Things.js';

const SHOWN = 90;
// Only the sources are read, not the packages that they import or their types.
const OPTIONS: ts.CompilerOptions = {
	allowJs: true,
	noResolve: true,
	noLib: true,
	types: [],
	target: ts.ScriptTarget.Latest,
	// A name means nothing outside its file, even if that file imports nothing.
	moduleDetection: ts.ModuleDetectionKind.Force,
	// Only then is `undefined` part of a type, and an argument that may be undefined may fetch everyone.
	strictNullChecks: true,
};

/** Options of a search: places to look for besides direct fetches. */
export interface FindOptions {
	/** Also finds what stops working on a client made with `cacheWithoutMembers()`. */
	readonly lean?: boolean;
}

/** Finds each place in these files that gets members directly from discord.js or Discord, in the order of the files. */
export function findDirectFetches(files: readonly string[], { lean = false }: FindOptions = {}): Finding[] {
	const program = ts.createProgram(files, OPTIONS);
	const aliases = new Aliases(program.getTypeChecker(), program.getSourceFiles());
	const things = new Things(aliases);
	const judges = (node: ts.Node) => {
		const kind = judge(node, aliases, things);
		if (!lean) return kind;
		// A read of a cache that is empty is not a lookup: it is listed as a read of something missing.
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
	// Control characters could steer the terminal, for example turn its text from right to left.
	const code = node
		.getText(source)
		.replace(/\s+/g, ' ')
		.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
	const shown = code.length > SHOWN ? `${code.slice(0, SHOWN)}…` : code;
	return { kind, file, line: line + 1, column: character + 1, code: shown, instead: adviceOf(kind, node) };
}

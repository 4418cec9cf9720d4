import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The TSDoc of a key. */
export interface KeyText {
	readonly effect: string;
	/** As it stands after `@defaultValue`. */
	readonly defaultValue?: string;
}

/** Reads the TSDoc of every key of `MemberFetchConfig`, by its path, out of the file that declares it. */
export function readKeyTexts(file: string): Map<string, KeyText> {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const interfaces = new Map(
		source.statements.filter(ts.isInterfaceDeclaration).map((declared) => [declared.name.text, declared]),
	);
	const read = (name: string, above: string): [string, KeyText][] => {
		const members = interfaces.get(name)?.members;
		return [...(members ?? [])].filter(ts.isPropertySignature).flatMap((member): [string, KeyText][] => {
			const path = above + member.name.getText();
			const section = member.type?.getText() ?? '';
			return interfaces.has(section) ? read(section, `${path}.`) : [[path, textOf(member)]];
		});
	};
	return new Map(read('MemberFetchConfig', ''));
}

function textOf(member: ts.PropertySignature): KeyText {
	const doc = ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc);
	const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'defaultValue');
	const defaultValue = inOneLine(tag?.comment);
	return { effect: inOneLine(doc?.comment), ...(defaultValue !== '' && { defaultValue }) };
}

function inOneLine(comment: ts.JSDoc['comment']): string {
	return (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim();
}

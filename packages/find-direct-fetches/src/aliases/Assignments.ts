import ts from 'typescript';
import { isAssignment } from '../syntax/names.js';

/** The values that names and properties get after their declaration: `manager = guild.members`. */
export class Assignments {
	readonly #values = new Map<ts.Symbol | string, ts.Expression[]>();

	constructor(
		sources: readonly ts.SourceFile[],
		private readonly symbolOf: (node: ts.Expression) => ts.Symbol | undefined,
	) {
		const visit = (node: ts.Node): void => {
			if (isAssignment(node)) this.#add(node);
			ts.forEachChild(node, visit);
		};
		for (const source of sources) visit(source);
	}

	/** Everything that is assigned to it, anywhere in its file. */
	to(node: ts.Expression): readonly ts.Expression[] {
		return this.#values.get(this.nameOf(node)) ?? [];
	}

	/** Its identity: its symbol, or its text within the file if the object is of type any. */
	nameOf(node: ts.Expression): ts.Symbol | string {
		return this.symbolOf(node) ?? `${node.getSourceFile().fileName}: ${node.getText().replace(/[?!\s]/g, '')}`;
	}

	#add({ left, right }: ts.BinaryExpression): void {
		const name = this.nameOf(left);
		const values = this.#values.get(name);
		if (values) values.push(right);
		else this.#values.set(name, [right]);
	}
}

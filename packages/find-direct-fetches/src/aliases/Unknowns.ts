import ts from 'typescript';
import { calledWith, isOfArray } from '../syntax/callbacks.js';
import { hasInitializer, writtenType } from '../syntax/declarations.js';
import { access, bare, choicesOf, lastName } from '../syntax/names.js';
import { functionsOf } from '../syntax/returns.js';

/** Facts about names. */
export interface KnownNames {
	symbol(node: ts.Expression): ts.Symbol | undefined;
	/** Everything that is assigned to it after its declaration. */
	assigned(node: ts.Expression): readonly ts.Expression[];
	valueOf(expression: ts.Expression): ts.Expression;
}

/**
 * Separates values that the sources do not explain from those that they make themselves, which are not from discord.js.
 */
export class Unknowns {
	constructor(private readonly names: KnownNames) {}

	/**
	 * Whether nothing in the sources says what it is, so that only its name counts. Examples are a parameter without a
	 * type, the result of a function, and a value from another file.
	 */
	isUnknown(expression: ts.Expression, seen: Set<ts.Symbol> = new Set()): boolean {
		const node = bare(expression);
		if (ts.isCallExpression(node)) return this.#isUnknownCall(node);
		const choices = choicesOf(node);
		if (choices.length > 0) return choices.some((one) => this.isUnknown(one, seen));
		if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
		if (lastName(node) === undefined) return false;
		const symbol = this.names.symbol(node);
		if (!symbol?.declarations?.length) {
			const owner = access(node)?.of;
			return owner === undefined || this.isUnknown(owner, seen);
		}
		if (seen.has(symbol)) return false;
		seen.add(symbol);
		const values = this.names.assigned(node);
		if (values.length > 0) return values.every((value) => this.isUnknown(value, seen));
		return symbol.declarations.every((one) => this.#isUntold(one, seen));
	}

	/** Whether the object of a property is not made in the sources, so that discord.js may have made it. */
	isForeign(node: ts.Expression): boolean {
		const accessed = access(node);
		if (!accessed || this.names.symbol(node)?.declarations?.length) return false;
		return this.#isForeignOwner(accessed.of);
	}

	/** The same for what a destructuring takes. */
	isForeignTaken({ parent: pattern }: ts.BindingElement): boolean {
		const holder = pattern.parent;
		if (ts.isBindingElement(holder)) return this.isForeignTaken(holder);
		return holder.initializer === undefined || this.#isForeignOwner(holder.initializer);
	}

	#isForeignOwner(owner: ts.Expression): boolean {
		const node = this.names.valueOf(owner);
		if (ts.isNewExpression(node)) return /(Client|Guild)$/.test(node.expression.getText());
		return !ts.isLiteralExpression(node) && !ts.isObjectLiteralExpression(node) && !ts.isArrayLiteralExpression(node);
	}

	/**
	 * The result of a function in another file is unknown; a method of another object gives what belongs to that object.
	 */
	#isUnknownCall({ expression }: ts.CallExpression): boolean {
		const method = access(bare(expression));
		if (this.names.symbol(bare(expression))?.declarations?.some((one) => functionsOf(one).length > 0)) return false;
		return method === undefined || bare(method.of).kind === ts.SyntaxKind.ThisKeyword;
	}

	#isUntold(declaration: ts.Declaration, seen: Set<ts.Symbol>): boolean {
		if (writtenType(declaration)) return false;
		if (ts.isShorthandPropertyAssignment(declaration)) return this.isUnknown(declaration.name, seen);
		if (ts.isBindingElement(declaration)) {
			const holder = declaration.parent.parent;
			if (ts.isBindingElement(holder)) return this.#isUntold(holder, seen);
			return holder.initializer ? this.isUnknown(holder.initializer, seen) : this.#isUntold(holder, seen);
		}
		if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent))
			return this.isUnknown(declaration.parent.parent.expression, seen);
		if (hasInitializer(declaration) && declaration.initializer) return this.isUnknown(declaration.initializer, seen);
		if (ts.isParameter(declaration)) return !isOfArray(declaration) || this.#isOfUnknown(declaration, seen);
		return ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isPropertyDeclaration(declaration);
	}

	#isOfUnknown(parameter: ts.ParameterDeclaration, seen: Set<ts.Symbol>): boolean {
		const owner = calledWith(parameter)?.of;
		return owner === undefined || this.isUnknown(owner, seen);
	}
}

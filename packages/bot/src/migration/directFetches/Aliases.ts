import ts from 'typescript';
import { access, bare, keyOf } from './names.js';

const NOT_A_GUILD = /(thread|channel|team|voice)s?$/i;
const GUILD = /guild|server/i;
// An alias of an alias of itself would go round for ever.
const DEPTH = 8;

/** What names stand for: the checker finds their declarations, and what a declaration takes its value from is followed. */
export class Aliases {
	constructor(private readonly checker: ts.TypeChecker) {}

	/** Whether it is the member manager of a guild: `guild.members`, by whatever name. */
	isManager(expression: ts.Expression, depth = 0): boolean {
		const node = bare(expression);
		const accessed = access(node);
		if (accessed) return accessed.name === 'members' && !this.#isOfOther(accessed.of);
		return this.#follow(node, depth, {
			value: (from, next) => this.isManager(from, next),
			key: (key, from) => key === 'members' && !(from && this.#isOfOther(from)),
			type: 'GuildMemberManager',
		});
	}

	/** Whether it is the cache of such a manager. */
	isCache(expression: ts.Expression, depth = 0): boolean {
		const node = bare(expression);
		const accessed = access(node);
		if (accessed) return accessed.name === 'cache' && this.isManager(accessed.of);
		return this.#follow(node, depth, {
			value: (from, next) => this.isCache(from, next),
			key: (key, from, outerKey) =>
				key === 'cache' && (outerKey === 'members' || (from !== undefined && this.isManager(from))),
			type: undefined,
		});
	}

	/** Whether its name, that of what it comes from, or its type says that it is a guild. */
	looksLikeGuild(expression: ts.Expression, depth = 0): boolean {
		const node = bare(expression);
		if (GUILD.test(node.getText())) return true;
		return this.#follow(node, depth, {
			value: (from, next) => this.looksLikeGuild(from, next),
			key: (key) => GUILD.test(key),
			type: 'Guild',
		});
	}

	/** What a name was declared to be, as far as it is a constant expression that can be seen. */
	valueOf(expression: ts.Expression): ts.Expression {
		const node = bare(expression);
		const declaration = ts.isIdentifier(node) ? this.#declaration(node) : undefined;
		if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
			return bare(declaration.initializer);
		return node;
	}

	/** Threads have a manager of their own, and the members of channels and roles are plain lists. */
	#isOfOther(expression: ts.Expression): boolean {
		const node = bare(expression);
		const name = access(node)?.name ?? (ts.isIdentifier(node) ? node.text : '');
		return NOT_A_GUILD.test(name) || /role$/i.test(name);
	}

	#follow(
		node: ts.Expression,
		depth: number,
		ask: {
			value(from: ts.Expression, depth: number): boolean;
			key(key: string, from: ts.Expression | undefined, outerKey: string | undefined): boolean;
			type: string | undefined;
		},
	): boolean {
		const declaration = ts.isIdentifier(node) && depth < DEPTH ? this.#declaration(node) : undefined;
		if (!declaration) return false;
		if (ts.isBindingElement(declaration)) {
			const { from, outerKey } = sourceOf(declaration);
			return ask.key(keyOf(declaration) ?? '', from, outerKey);
		}
		if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return false;
		if (ask.type !== undefined && declaration.type?.getText() === ask.type) return true;
		return declaration.initializer !== undefined && ask.value(declaration.initializer, depth + 1);
	}

	#declaration(identifier: ts.Identifier): ts.Declaration | undefined {
		return this.checker.getSymbolAtLocation(identifier)?.declarations?.[0];
	}
}

/** What a destructuring takes from: an expression, or a key of an outer one. */
function sourceOf({ parent: pattern }: ts.BindingElement) {
	const holder = pattern.parent;
	if (ts.isBindingElement(holder)) return { from: undefined, outerKey: keyOf(holder) };
	return { from: holder.initializer, outerKey: undefined };
}

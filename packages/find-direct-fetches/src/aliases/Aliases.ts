import ts from 'typescript';
import { type CalledWith, calledWith } from '../syntax/callbacks.js';
import { hasInitializer, isOptional, says, sourceOf, writtenType } from '../syntax/declarations.js';
import { access, bare, choicesOf, keyOf, lastName } from '../syntax/names.js';
import { functionsOf, promised, returnsOf } from '../syntax/returns.js';
import { Assignments } from './Assignments.js';
import { Handlers } from './Handlers.js';
import { Unknowns } from './Unknowns.js';

const NOT_A_GUILD = /(thread|channel|team|voice)s?$/i;
const GUILD = /guild|server/i;
const MANAGER_TYPE = /(^|\.)(GuildMemberManager|Guild\[['"]members['"]\])$/;
const GUILD_TYPE = /(^|\.)Guild$/;

/** A question about an expression and all that its value may come from. */
export interface Question {
	/** Whether the expression itself shows it. */
	shows(node: ts.Expression): boolean;
	/** Whether a destructuring takes it by this key. */
	takes(key: string, element: ts.BindingElement): boolean;
	/** Whether a declaration without a value gives it, such as a parameter of a callback or the variable of a loop. */
	gives?(declaration: ts.Declaration): boolean;
	/** A written type that says so. */
	readonly type?: RegExp;
}

/**
 * Finds what names stand for: the checker finds their declarations, and their values are followed to where they come
 * from.
 */
export class Aliases {
	/** Answers what the sources do not say about names. */
	readonly unknowns: Unknowns;
	readonly #assignments: Assignments;
	readonly #handlers: Handlers;
	/** The names already asked about: a value made from itself (`all = all.filter(…)`) would loop forever. */
	readonly #asked = new Map<Question, Set<ts.Symbol | string>>();

	constructor(
		private readonly checker: ts.TypeChecker,
		sources: readonly ts.SourceFile[],
	) {
		this.#assignments = new Assignments(sources, (node) => this.#symbol(bare(node)));
		this.#handlers = new Handlers(sources, (node) => this.#symbol(node));
		this.unknowns = new Unknowns({
			symbol: (node) => this.#symbol(node),
			assigned: (node) => this.#assignments.to(node),
			valueOf: (expression) => this.valueOf(expression),
		});
	}

	readonly #manager: Question = {
		shows: (node) => access(node)?.name === 'members' && !isOfOther(access(node)?.of),
		takes: (key, element) => key === 'members' && !isOfOther(sourceOf(element).from),
		type: MANAGER_TYPE,
	};

	readonly #cache: Question = {
		shows: (node) => access(node)?.name === 'cache' && this.isManager((access(node) as { of: ts.Expression }).of),
		takes: (key, element) => key === 'cache' && this.isTakenFromManager(element),
	};

	readonly #guild: Question = {
		shows: (node) => GUILD.test(node.getText()),
		takes: (key) => GUILD.test(key),
		type: GUILD_TYPE,
	};

	/** Whether it is the member manager of a guild: `guild.members`, under any name. */
	isManager(expression: ts.Expression): boolean {
		return this.is(expression, this.#manager);
	}

	/** Whether its declaration, not only its name, says that it is such a manager. */
	isDeclaredManager(expression: ts.Expression): boolean {
		return this.#comesFrom(bare(expression), this.#manager, new Set());
	}

	/** Whether it is the cache of such a manager. */
	isCache(expression: ts.Expression): boolean {
		return this.is(expression, this.#cache);
	}

	/** Whether its name, the name of its source or its type says that it is a guild. */
	looksLikeGuild(expression: ts.Expression): boolean {
		return this.is(expression, this.#guild);
	}

	/** Whether the answer is yes for it, or for something that its value may come from. */
	is(expression: ts.Expression, ask: Question): boolean {
		const asked = this.#asked.get(ask);
		if (asked) return this.#holds(expression, ask, asked);
		const seen = new Set<ts.Symbol | string>();
		this.#asked.set(ask, seen);
		try {
			return this.#holds(expression, ask, seen);
		} finally {
			this.#asked.delete(ask);
		}
	}

	/** Whether a destructuring takes something from an expression for which the answer is yes. */
	isTakenFrom({ parent: pattern }: ts.BindingElement, ask: Question): boolean {
		const holder = pattern.parent;
		if (ts.isBindingElement(holder)) return ask.takes(keyOf(holder) ?? '', holder);
		if (says(holder.type, ask.type) || ask.gives?.(holder)) return true;
		return holder.initializer !== undefined && this.is(holder.initializer, ask);
	}

	/** Whether a destructuring takes something from such a manager: `{ fetch }` of `guild.members`. */
	isTakenFromManager(element: ts.BindingElement): boolean {
		const { from, outerKey, type } = sourceOf(element);
		if (from && this.isManager(from)) return true;
		return outerKey === 'members' || says(type, MANAGER_TYPE);
	}

	/** The value that a constant was declared with, if it is visible. */
	valueOf(expression: ts.Expression): ts.Expression {
		const node = bare(expression);
		const [declaration] = (ts.isIdentifier(node) && this.#symbol(node)?.declarations) || [];
		if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return node;
		return ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const ? bare(declaration.initializer) : node;
	}

	/** The methods that the function with this parameter is passed to, itself or by its name. */
	callsWith(parameter: ts.ParameterDeclaration): readonly CalledWith[] {
		const called = calledWith(parameter);
		return called ? [called] : this.#handlers.calls(parameter);
	}

	/** The destructuring that a name comes from. */
	elementOf(name: ts.Expression): ts.BindingElement | undefined {
		const [declaration] = this.#symbol(name)?.declarations ?? [];
		return declaration && ts.isBindingElement(declaration) ? declaration : undefined;
	}

	/** The types that it may have here, as far as the file tells. */
	typesOf(expression: ts.Expression): readonly ts.Type[] {
		const type = this.checker.getTypeAtLocation(expression);
		return type.isUnion() ? type.types : [type];
	}

	/** The type that is written beside the declaration of a name. */
	writtenTypeOf(expression: ts.Expression): string {
		const declarations = this.#symbol(bare(expression))?.declarations ?? [];
		return declarations
			.map((one) => `${isOptional(one) ? 'undefined | ' : ''}${writtenType(one)?.getText() ?? ''}`)
			.join();
	}

	/** @param seen - the names already asked about: an alias of itself would loop forever */
	#holds(expression: ts.Expression, ask: Question, seen: Set<ts.Symbol | string>): boolean {
		const outer = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
		if (ts.isAsExpression(outer) && says(outer.type, ask.type)) return true;
		const node = bare(expression);
		if (choicesOf(node).some((one) => this.#holds(one, ask, seen))) return true;
		if (ts.isCallExpression(node) && this.#isReturned(node, ask, seen)) return true;
		return ask.shows(node) || this.#comesFrom(node, ask, seen);
	}

	/** Whether a function in the sources gives it, by its written type or its return values. */
	#isReturned(call: ts.CallExpression, ask: Question, seen: Set<ts.Symbol | string>): boolean {
		const symbol = this.#symbol(bare(call.expression));
		if (!symbol || seen.has(symbol)) return false;
		const functions = (symbol.declarations ?? []).flatMap(functionsOf);
		if (functions.length === 0) return false;
		const within = new Set([...seen, symbol]);
		return functions.some((one) => this.#gives(one, ask, within));
	}

	#gives(one: ts.SignatureDeclaration, ask: Question, seen: Set<ts.Symbol | string>): boolean {
		return says(promised(one.type), ask.type) || returnsOf(one).some((value) => this.#holds(value, ask, seen));
	}

	#comesFrom(node: ts.Expression, ask: Question, seen: Set<ts.Symbol | string>): boolean {
		if (lastName(node) === undefined) return false;
		const name = this.#assignments.nameOf(node);
		if (seen.has(name)) return false;
		seen.add(name);
		const declarations = this.#symbol(node)?.declarations ?? [];
		if (declarations.some((one) => this.#isDeclared(one, ask, seen))) return true;
		return this.#assignments.to(node).some((value) => this.#holds(value, ask, seen));
	}

	#isDeclared(declaration: ts.Declaration, ask: Question, seen: Set<ts.Symbol | string>): boolean {
		if (says(writtenType(declaration), ask.type) || ask.gives?.(declaration)) return true;
		if (ts.isShorthandPropertyAssignment(declaration)) return this.#comesFrom(declaration.name, ask, seen);
		if (ts.isBindingElement(declaration) && ts.isObjectBindingPattern(declaration.parent)) {
			const key = keyOf(declaration) ?? '';
			const property = this.checker.getTypeAtLocation(declaration.parent).getProperty(key);
			if (ask.takes(key, declaration)) return true;
			if (property?.declarations?.some((one) => one !== declaration && this.#isDeclared(one, ask, seen))) return true;
		}
		if (ts.isGetAccessor(declaration)) return this.#gives(declaration, ask, seen);
		const value = hasInitializer(declaration) ? declaration.initializer : undefined;
		return value !== undefined && this.#holds(value, ask, seen);
	}

	#symbol(node: ts.Expression): ts.Symbol | undefined {
		if (ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent))
			return this.checker.getShorthandAssignmentValueSymbol(node.parent);
		const named = ts.isIdentifier(node) ? node : access(node)?.nameNode;
		return named && this.checker.getSymbolAtLocation(named);
	}
}

/** Threads have their own manager, and the members of channels and roles are plain lists. */
function isOfOther(expression: ts.Expression | undefined): boolean {
	const name = (expression && lastName(bare(expression))) ?? '';
	return NOT_A_GUILD.test(name) || /role$/i.test(name);
}

import ts from 'typescript';
import type { Aliases, Question } from '../aliases/Aliases.js';
import { type CalledWith, calledWith, isElement, namedWith } from '../syntax/callbacks.js';
import { access, bare, keyOf, lastName } from '../syntax/names.js';

/** The ways to recognise an object of discord.js. */
export interface Trait {
	/** Its written type. */
	readonly type: RegExp;
	/** Its name, which counts only if nothing says where it comes from. */
	readonly name?: RegExp;
	/** Properties that hold it: `voice` of a member. */
	readonly properties?: readonly string[];
	/** Methods of command options that return it: `getChannel`. */
	readonly options?: readonly string[];
	/** Methods outside managers that return it, or a list of it: `fetchReply` of an interaction. */
	readonly methods?: readonly string[];
	/** The manager that caches and fetches it: `roles`. */
	readonly manager?: string;
	/** The properties of such a manager that hold it: `everyone`. */
	readonly ofManager?: readonly string[];
	/** The events whose listeners get it, with the number of parameters. */
	readonly events?: Readonly<Record<string, number>>;
}

const TAKES_ONE = new Set(['get', 'find', 'findLast', 'first', 'last', 'random', 'at', 'resolve', 'ensure', 'reduce']);
const TAKES_SOME = new Set([
	'filter',
	'sort',
	'sorted',
	'toSorted',
	'clone',
	'concat',
	'values',
	'toJSON',
	'slice',
	'reverse',
]);
const OF_MANAGER = new Set(['fetch', 'create', 'edit', 'resolve', 'botRoleFor']);
/** Methods of an emitter that take a listener. */
export const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

/** Says whether expressions are objects of one kind, by their origin. */
export class Thing implements Question {
	readonly type: RegExp;
	readonly #collection: Question;

	constructor(
		private readonly trait: Trait,
		private readonly aliases: Aliases,
	) {
		this.type = trait.type;
		const { source } = trait.type;
		this.#collection = {
			shows: (node) => this.#showsCollection(node),
			takes: (key, element) =>
				(key === 'cache' && this.aliases.isTakenFrom(element, this.#manager)) ||
				(key === this.trait.manager && this.aliases.isTakenFrom(element, PLAIN_LISTS)),
			type: new RegExp(
				`(Collection|Map)<.*(${source.replaceAll('$', '')})>$|(${source.replaceAll('$', '')})(\\[\\]|>)$`,
			),
		};
	}

	/** Whether it is one. */
	is(expression: ts.Expression): boolean {
		const { name } = this.trait;
		const node = bare(expression);
		if (this.aliases.is(expression, this)) return true;
		return name?.test(lastName(node) ?? '') === true && this.aliases.unknowns.isUnknown(node);
	}

	/** Whether a destructuring takes something from one. */
	isTaken(element: ts.BindingElement): boolean {
		const holder = element.parent.parent;
		if (!ts.isBindingElement(holder) && holder.initializer && this.is(holder.initializer)) return true;
		return this.aliases.isTakenFrom(element, this);
	}

	shows(node: ts.Expression): boolean {
		if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression))
			return this.aliases.is(node.expression, this.#collection);
		if (ts.isCallExpression(node)) return this.#isGiven(node);
		if (ts.isNewExpression(node)) return this.type.test(node.expression.getText());
		const accessed = access(node);
		if (!accessed || !this.aliases.unknowns.isForeign(node)) return false;
		if (this.trait.properties?.includes(accessed.name)) return true;
		return this.trait.ofManager?.includes(accessed.name) === true && this.aliases.is(accessed.of, this.#manager);
	}

	takes(key: string, element: ts.BindingElement): boolean {
		if (this.trait.ofManager?.includes(key)) return this.aliases.isTakenFrom(element, this.#manager);
		return this.trait.properties?.includes(key) === true && this.aliases.unknowns.isForeignTaken(element);
	}

	gives(declaration: ts.Declaration): boolean {
		if (ts.isParameter(declaration)) {
			const named = namedWith(declaration);
			if (named && this.#isOfEvent(named.event, named.index)) return true;
			return this.aliases.callsWith(declaration).some((called) => this.#isOfListener(called) || this.#isOfList(called));
		}
		if (ts.isVariableDeclaration(declaration)) return this.#isOfLoop(declaration, this.#collection);
		if (!ts.isBindingElement(declaration) || !ts.isArrayBindingPattern(declaration.parent)) return false;
		return this.#isElementOf(declaration, declaration.parent);
	}

	readonly #manager: Question = {
		shows: (node) => access(node)?.name === this.trait.manager && this.aliases.unknowns.isForeign(node),
		takes: (key, element) => key === this.trait.manager && this.aliases.unknowns.isForeignTaken(element),
		type: /Manager$/,
	};

	#isGiven(call: ts.CallExpression): boolean {
		const method = access(bare(call.expression));
		if (!method) return false;
		const { of, name } = method;
		if (this.trait.options?.includes(name)) return this.aliases.is(of, OPTIONS);
		if (this.trait.methods?.includes(name)) return this.aliases.unknowns.isForeign(bare(call.expression));
		if (OF_MANAGER.has(name) && call.arguments.length > 0 && this.trait.manager !== undefined)
			return this.aliases.is(of, this.#manager);
		return TAKES_ONE.has(name) && this.aliases.is(of, this.#collection);
	}

	#showsCollection(node: ts.Expression): boolean {
		const accessed = access(node);
		const { manager } = this.trait;
		if (manager === undefined) return false;
		if (accessed?.name === 'cache') return this.aliases.is(accessed.of, this.#manager);
		if (accessed?.name === manager && this.aliases.is(accessed.of, PLAIN_LISTS)) return true;
		if (ts.isArrayLiteralExpression(node)) {
			const [only] = node.elements;
			return only !== undefined && ts.isSpreadElement(only) && this.aliases.is(only.expression, this.#collection);
		}
		if (!ts.isCallExpression(node)) return false;
		const method = access(bare(node.expression));
		if (!method) return false;
		if (method.name === 'fetch' && node.arguments.length === 0) return this.aliases.is(method.of, this.#manager);
		if (this.trait.methods?.includes(method.name)) return this.aliases.unknowns.isForeign(bare(node.expression));
		if (TAKES_SOME.has(method.name)) return this.aliases.is(method.of, this.#collection);
		const [list] = node.arguments;
		return method.name === 'from' && list !== undefined && this.aliases.is(list, this.#collection);
	}

	#isOfListener({ name, before: [event], index }: CalledWith): boolean {
		return LISTENS.has(name) && event !== undefined && this.#isOfEvent(event, index);
	}

	#isOfEvent(event: ts.Expression, index: number): boolean {
		const given = this.trait.events?.[eventOf(event, this.aliases) ?? ''];
		return given !== undefined && index < given;
	}

	#isOfList(called: CalledWith): boolean {
		return isElement(called) && this.aliases.is(called.of, this.#collection);
	}

	#isOfLoop(declaration: ts.VariableDeclaration, list: Question): boolean {
		const loop = declaration.parent.parent;
		if (!ts.isForOfStatement(loop)) return false;
		// A Collection itself iterates over pairs.
		return this.aliases.is(loop.expression, list);
	}

	/** Whether it is the second of each pair of a Collection, or the first of a list. */
	#isElementOf(element: ts.BindingElement, pattern: ts.ArrayBindingPattern): boolean {
		const holder = pattern.parent;
		if (ts.isVariableDeclaration(holder) && ts.isForOfStatement(holder.parent.parent))
			return pattern.elements.indexOf(element) === 1 && this.#isOfLoop(holder, this.#collection);
		return holder.initializer !== undefined && this.aliases.is(holder.initializer, this.#collection);
	}
}

/** Mentions and audit logs have lists without a manager. */
const PLAIN_LISTS: Question = {
	shows: (node) => {
		if (ts.isCallExpression(node)) return access(bare(node.expression))?.name === 'fetchAuditLogs';
		return /^(mentions|auditLogs?)$/i.test(lastName(node) ?? '');
	},
	takes: (key) => key === 'mentions',
	gives: (declaration) => {
		const called = ts.isParameter(declaration) ? calledWith(declaration) : undefined;
		return called?.name === 'then' && called.index === 0 && PLAIN_LISTS.shows(bare(called.of));
	},
	type: /\b(MessageMentions|GuildAuditLogs)(<.*>)?$/,
};

const OPTIONS: Question = {
	shows: (node) => lastName(node) === 'options',
	takes: (key) => key === 'options',
	type: /CommandInteractionOptionResolver$/,
};

/** The name of an event, written as a text, as `Events.…` or as a constant. */
export function eventOf(expression: ts.Expression, aliases: Aliases): string | undefined {
	const node = aliases.valueOf(expression);
	if (ts.isStringLiteralLike(node)) return node.text;
	const accessed = access(node);
	if (accessed) return lastName(bare(accessed.of)) === 'Events' ? nameOfEvent(accessed.name) : undefined;
	const element = ts.isIdentifier(node) ? aliases.elementOf(node) : undefined;
	return element && aliases.isTakenFrom(element, EVENTS) ? nameOfEvent(keyOf(element) ?? '') : undefined;
}

const EVENTS: Question = {
	shows: (node) => lastName(node) === 'Events',
	takes: (key) => key === 'Events',
};

function nameOfEvent(key: string): string {
	return EVENT_NAMES[key] ?? `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
}

/** Events whose key in `Events` of discord.js differs from their name. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
	GuildRoleCreate: 'roleCreate',
	GuildRoleDelete: 'roleDelete',
	GuildRoleUpdate: 'roleUpdate',
};

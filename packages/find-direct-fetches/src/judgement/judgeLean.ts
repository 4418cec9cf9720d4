import ts from 'typescript';
import type { Aliases } from '../aliases/Aliases.js';
import type { LeanKind } from '../findings/leanKinds.js';
import { access, bare, isAssignment, keyOf, lastName, propertyOf } from '../syntax/names.js';
import { eventOf, LISTENS } from '../things/Thing.js';
import type { Things } from '../things/Things.js';
import type { TraitName } from '../things/traits.js';
import { judgeFetch } from './judgeFetch.js';

const EVENTS: Readonly<Record<string, LeanKind>> = {
	guildMemberRemove: 'leanRemove',
	guildMemberUpdate: 'leanUpdate',
	userUpdate: 'leanUpdate',
	messageReactionRemove: 'leanDropped',
	presenceUpdate: 'leanDropped',
	guildScheduledEventUserAdd: 'leanDropped',
};
/** Other emitters have it as well, so it counts only on a client. */
const COMMON = 'userUpdate';

/** Properties that are missing on a lean client, by name: the kind of finding, and the objects that have them. */
const GONE: Readonly<Record<string, readonly [kind: LeanKind, ...of: TraitName[]]>> = {
	member: ['leanMember', 'message', 'voiceState', 'typing', 'presence'],
	guildMember: ['leanMember', 'threadMember'],
	full: ['leanChannel', 'channel'],
	cleanContent: ['leanContent', 'message'],
	recipient: ['leanId', 'dm', 'channel'],
	user: ['leanId', 'presence'],
	executor: ['leanId', 'auditEntry'],
	target: ['leanId', 'auditEntry'],
};
/** Threads have a manager with this name, which still works. */
const OF_THREADS = new Set(['fetch', 'add', 'remove', 'cache', 'me', 'thread']);
const OF_USERS = new Set(['cache', 'fetch', 'resolve']);
const OF_KNOWN = /\b(client|bot)\??\.user\b|\bme\b|everyone|role|(guild|server)_?id\b/i;
const NO_ID = /^(member|user|author|owner|target)$|(Member|User|Author|Owner|Target)$/;

/** The problem of a node on a client without members; `undefined` if there is none. */
export function judgeLean(node: ts.Node, aliases: Aliases, things: Things): LeanKind | undefined {
	if (ts.isBindingElement(node)) return judgeTaken(node, things);
	if (ts.isStringLiteralLike(node) || ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) {
		const event = judgeEvent(node, aliases, things);
		if (event) return event;
	}
	if (ts.isCallExpression(node)) return judgeCall(node, aliases, things);
	if (ts.isObjectLiteralExpression(node)) return judgeLiteral(node, aliases, things);
	return access(node) && ts.isExpression(node) ? judgeProperty(node, things) : undefined;
}

/** The event that a file listens to by its own name, as some loaders expect: `events/guildMemberRemove.js`. */
export function judgeFile({ fileName, text }: ts.SourceFile): LeanKind | undefined {
	const [, event = ''] = /\/(?:event|listener)s?\/(?:.*\/)?(\w+)\.\w+$/i.exec(fileName) ?? [];
	return Object.hasOwn(EVENTS, event) && /\bexports?\b/.test(text) ? EVENTS[event] : undefined;
}

function judgeTaken(element: ts.BindingElement, things: Things): LeanKind | undefined {
	if (!ts.isObjectBindingPattern(element.parent)) return undefined;
	const key = keyOf(element) ?? '';
	const gone = Object.hasOwn(GONE, key) ? GONE[key] : undefined;
	if (gone) {
		const [kind, ...of] = gone;
		return things.isTaken(element, ...of) ? kind : undefined;
	}
	if (key !== 'members') return undefined;
	if (things.isTaken(element, 'mentions')) return 'leanMember';
	return things.isTaken(element, 'channel') ? 'leanChannel' : undefined;
}

function judgeProperty(node: ts.Expression, things: Things): LeanKind | undefined {
	const { of, name } = access(node) as { of: ts.Expression; name: string };
	const gone = Object.hasOwn(GONE, name) ? GONE[name] : undefined;
	if (gone) {
		const [kind, ...traits] = gone;
		return things.is(of, ...traits) && !isCalled(node) ? kind : undefined;
	}
	if (name === 'members' && things.is(of, 'mentions')) return 'leanMember';
	if (name === 'members') return isListOfChannel(node, of, things) ? 'leanChannel' : undefined;
	const users = OF_USERS.has(name) ? access(bare(of)) : undefined;
	return users?.name === 'users' && things.is(users.of, 'client') ? 'leanUser' : undefined;
}

function isListOfChannel(node: ts.Expression, channel: ts.Expression, things: Things): boolean {
	const isThread = /thread/i.test(lastName(bare(channel)) ?? '') || OF_THREADS.has(access(node.parent)?.name ?? '');
	return !isThread && things.is(channel, 'channel');
}

function judgeCall(call: ts.CallExpression, aliases: Aliases, things: Things): LeanKind | undefined {
	const method = access(bare(call.expression));
	const [first, , third] = call.arguments;
	if (!method || !first) return undefined;
	const { of, name } = method;
	if (name === 'permissionsFor')
		return isUserId(first, aliases, things) || isUser(first, aliases, things) ? 'leanPermissions' : undefined;
	if ((name === 'get' || name === 'has') && aliases.isCache(of)) return 'leanUser';
	if (name === 'resolve' && aliases.isManager(of)) return 'leanUser';
	if (name !== 'create' && name !== 'edit') return undefined;
	if (lastName(bare(of)) !== 'permissionOverwrites' || !isUserId(first, aliases, things)) return undefined;
	const options = third && aliases.valueOf(third);
	const isTyped = options && ts.isObjectLiteralExpression(options) && propertyOf(options, 'type') !== undefined;
	return isTyped ? undefined : 'leanOverwrite';
}

/** `{ id, allow }` in a list of overwrites, without a `type`. */
function judgeLiteral(literal: ts.ObjectLiteralExpression, aliases: Aliases, things: Things): LeanKind | undefined {
	const id = propertyOf(literal, 'id');
	const isOverwrite = ['allow', 'deny'].some((name) => propertyOf(literal, name) !== undefined);
	const isTyped = propertyOf(literal, 'type') !== undefined || literal.properties.some(ts.isSpreadAssignment);
	return id && isOverwrite && !isTyped && isUserId(id, aliases, things) ? 'leanOverwrite' : undefined;
}

/**
 * Whether it is the id of a user that the client does not keep: not of the bot, a role or a guild, and not an object.
 */
function isUserId(argument: ts.Expression, aliases: Aliases, things: Things): boolean {
	const value = aliases.valueOf(argument);
	if (OF_KNOWN.test(value.getText())) return false;
	const id = access(value);
	if (id?.name === 'id' && (things.is(id.of, 'role') || /guild$/i.test(lastName(bare(id.of)) ?? ''))) return false;
	if (ts.isObjectLiteralExpression(value)) return false;
	if (ts.isStringLiteralLike(value)) return /^\d+$/.test(value.text);
	return !NO_ID.test(lastName(value) ?? '') && judgeFetch([argument], aliases) === 'lookup';
}

/** Whether it is a user. Permissions of a user are unknown, like those of an id; a member has them. */
function isUser(argument: ts.Expression, aliases: Aliases, things: Things): boolean {
	const value = aliases.valueOf(argument);
	if (ts.isCallExpression(value)) return access(bare(value.expression))?.name === 'getUser';
	const user = access(value);
	return user !== undefined && /^(user|author)$/.test(user.name) && !things.is(user.of, 'client');
}

/** The problem of a listener: on an emitter, or in a module that names its event for a loader. */
function judgeEvent(node: ts.Expression, aliases: Aliases, things: Things): LeanKind | undefined {
	const { parent } = node;
	const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
	if (ts.isIdentifier(node) && !isCall) return undefined;
	const event = eventOf(node, aliases) ?? '';
	const kind = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
	if (!kind) return undefined;
	// A plain text may belong to anything; `Events.…` belongs to discord.js.
	const isNamed = !ts.isStringLiteralLike(aliases.valueOf(node));
	if (!isCall) return isNameOfModule(node) && (isNamed || event !== COMMON) ? kind : undefined;
	const emitter = emitterOf(parent, node);
	if (!emitter) return isDeclaredBy(parent, node) && (isNamed || event !== COMMON) ? kind : undefined;
	if (things.is(emitter, 'service')) return undefined;
	const isClient = things.is(emitter, 'client');
	return isClient || isNamed || (event !== COMMON && aliases.unknowns.isUnknown(emitter)) ? kind : undefined;
}

/** `client` of `client.on(event, …)` and of `once(client, event)`. */
function emitterOf(call: ts.CallExpression | ts.NewExpression, event: ts.Expression): ts.Expression | undefined {
	const method = access(bare(call.expression));
	const [first, second] = call.arguments ?? [];
	if (method) return LISTENS.has(method.name) && first === event ? method.of : undefined;
	const isOfNode = ts.isIdentifier(call.expression) && /^(on|once)$/.test(call.expression.text);
	return isOfNode && second === event ? first : undefined;
}

/** `super(event)`, `@On(event)`, and `new Event(event, heard)` or `createEvent(event, heard)` of a framework. */
function isDeclaredBy(call: ts.CallExpression | ts.NewExpression, event: ts.Expression): boolean {
	const { expression, arguments: given = [] } = call;
	if (given[0] !== event) return false;
	if (expression.kind === ts.SyntaxKind.SuperKeyword || ts.isDecorator(call.parent)) return true;
	return ts.isIdentifier(expression) && given.some((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one));
}

/** `name: event` and `event: event` of an object for a loader, or `exports.name = event`. */
function isNameOfModule(node: ts.Expression): boolean {
	const { parent } = node;
	if (isAssignment(parent)) {
		const exported = access(parent.left);
		return parent.right === node && exported !== undefined && isName(exported.name) && isExports(exported.of);
	}
	const isKey = ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isVariableDeclaration(parent);
	return isKey && parent.initializer === node && isName(parent.name.getText());
}

const isName = (key: string) => /^(name|event)$/.test(key);
const isExports = (node: ts.Expression) => /^(module\.)?exports$/.test(node.getText());
const isCalled = (node: ts.Expression) => ts.isCallExpression(node.parent) && node.parent.expression === node;

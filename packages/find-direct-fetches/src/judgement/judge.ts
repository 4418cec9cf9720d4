import ts from 'typescript';
import type { Aliases } from '../aliases/Aliases.js';
import type { FindingKind } from '../findings/Finding.js';
import { access, bare, isAssignment, keyOf, propertyOf, userOf } from '../syntax/names.js';
import type { Things } from '../things/Things.js';
import { judgeFetch } from './judgeFetch.js';

const REQUEST = /^requestGuildMembers(Iterator)?$/;
const ROUTES: Readonly<Record<string, FindingKind>> = { guildMembers: 'page', guildMembersSearch: 'search' };
const OP_REQUEST = 8;
const SINGLE_READS = new Set(['get', 'has', 'resolve', 'resolveId', 'delete', 'set']);

/** The kind of finding at a node; `undefined` if there is none. */
export function judge(node: ts.Node, aliases: Aliases, things: Things): FindingKind | undefined {
	if (ts.isCallExpression(node)) return judgeCall(node, aliases);
	if (ts.isObjectLiteralExpression(node)) return isRequest(node, aliases) ? 'request' : undefined;
	if (ts.isBindingElement(node)) return judgeTaken(node, aliases, things);
	if (ts.isExpression(node) && isReference(node)) return judgeReference(node, aliases, things);
	return undefined;
}

function judgeCall(call: ts.CallExpression, aliases: Aliases): FindingKind | undefined {
	const method = access(bare(call.expression));
	if (!method) return undefined;
	const { of, name } = method;
	if (REQUEST.test(name)) return 'request';
	const receiver = bare(of);
	if (ts.isIdentifier(receiver) && receiver.text === 'Routes')
		return Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
	if (name === 'fetch' && aliases.isManager(of)) return judgeFetch(call.arguments, aliases);
	if (name === 'list' && isOfGuild(of, aliases)) return 'page';
	if (name === 'search' && isOfGuild(of, aliases)) return 'search';
	return undefined;
}

function judgeTaken(element: ts.BindingElement, aliases: Aliases, things: Things): FindingKind | undefined {
	const key = keyOf(element);
	if (key === 'members' && things.isTaken(element, 'role')) return 'roleMembers';
	return key === 'fetch' && aliases.isTakenFromManager(element) ? 'unknown' : undefined;
}

/** A value that is read, not a method that is called. */
function isReference(node: ts.Expression): boolean {
	if (isAssignment(node.parent) && node.parent.left === node) return false;
	if (ts.isIdentifier(node)) return isRead(node);
	return access(node) !== undefined;
}

/** Whether the identifier stands for a value here, and not for a declared name or a key. */
function isRead(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
	if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
	return (
		ts.isExpression(parent) || ts.isForOfStatement(parent) || ts.isSpreadElement(parent) || ts.isReturnStatement(parent)
	);
}

function judgeReference(node: ts.Expression, aliases: Aliases, things: Things): FindingKind | undefined {
	if (aliases.isCache(node)) return judgeCache(node);
	const accessed = access(node);
	if (!accessed) return undefined;
	const isCalled = ts.isCallExpression(userOf(node)) && (userOf(node) as ts.CallExpression).expression === node;
	if (accessed.name === 'fetch' && !isCalled && aliases.isManager(accessed.of)) return 'unknown';
	return accessed.name === 'members' && things.is(accessed.of, 'role') ? 'roleMembers' : undefined;
}

/** A cache that only gets another name is judged at the uses of that name. */
function judgeCache(node: ts.Expression): FindingKind | undefined {
	const user = userOf(node);
	if (ts.isVariableDeclaration(user) || isAssignment(user)) return undefined;
	const read = access(user)?.name;
	if (read === undefined) return 'cache';
	if (!SINGLE_READS.has(read)) return 'cache';
	return read === 'get' || read === 'has' ? 'lookup' : undefined;
}

function isOfGuild(manager: ts.Expression, aliases: Aliases): boolean {
	// Other libraries have lists of members as well.
	const owner = access(bare(manager))?.of;
	if (!aliases.isManager(manager)) return false;
	return owner === undefined || aliases.looksLikeGuild(owner) || aliases.isDeclaredManager(manager);
}

/**
 * `{ op: 8, d: … }`, with the number under any name. Without `d` it is not a payload, but perhaps a table of opcodes.
 */
function isRequest(literal: ts.ObjectLiteralExpression, aliases: Aliases): boolean {
	const op = propertyOf(literal, 'op');
	const mayHaveData = propertyOf(literal, 'd') !== undefined || literal.properties.some(ts.isSpreadAssignment);
	if (!op || !mayHaveData) return false;
	const value = aliases.valueOf(op);
	const isNumber = ts.isNumericLiteral(value) && Number(value.text) === OP_REQUEST;
	return isNumber || access(value)?.name === 'RequestGuildMembers';
}

import ts from 'typescript';
import type { Aliases } from '../aliases/Aliases.js';
import type { FindingKind } from '../findings/Finding.js';
import { bare, lastName, propertyOf, takesEither } from '../syntax/names.js';

const ONE_ID = /^id$|(Id|ID|_id)$/;
const ONE_USER = /^(user|member|author|owner|target)$|(User|Member|Author|Owner|Target)$/;
// A plural name is probably a list.
const MANY = /(ids|users|members)$/i;
const MANY_TYPE = /Options|\[\]|\b(Array|ReadonlyArray|Set|Map|Collection)\b/;
const NOT_ONE_TYPE = new RegExp(`${MANY_TYPE.source}|\\b(undefined|null)\\b`);
const NOTHING = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;

/**
 * The kind of `fetch` with these arguments on a member manager. An argument that may be undefined may fetch everyone.
 */
export function judgeFetch([argument]: readonly ts.Expression[], aliases: Aliases): FindingKind {
	return argument ? judgeWanted(argument, aliases) : 'fetchAll';
}

/** @param isThere - whether another value replaces it if it is undefined */
function judgeWanted(argument: ts.Expression, aliases: Aliases, isThere = false): FindingKind {
	const value = aliases.valueOf(argument);
	if (ts.isConditionalExpression(value))
		return agreed(judgeWanted(value.whenTrue, aliases, isThere), judgeWanted(value.whenFalse, aliases, isThere));
	if (takesEither(value))
		return agreed(judgeWanted(value.left, aliases, true), judgeWanted(value.right, aliases, isThere));
	if (isNothing(value)) return 'fetchAll';
	if (ts.isObjectLiteralExpression(value)) return judgeOptions(value, aliases);
	return isOne(argument, aliases, isThere) ? 'lookup' : 'unknown';
}

/** It may be either of two, so the answer is known only if both are the same. */
function agreed(one: FindingKind, other: FindingKind): FindingKind {
	return one === other ? one : 'unknown';
}

/** discord.js treats an empty text like a missing argument, too. */
function isNothing(value: ts.Expression): boolean {
	if (ts.isStringLiteralLike(value)) return value.text === '';
	if (ts.isIdentifier(value)) return value.text === 'undefined';
	return value.kind === ts.SyntaxKind.NullKeyword || ts.isVoidExpression(value);
}

/** Whether it is one user or the id of one: by its type, or by its name if the file does not tell the type. */
function isOne(expression: ts.Expression, aliases: Aliases, isThere = false): boolean {
	const node = bare(expression);
	const isCertain = isThere || ts.isNonNullExpression(expression);
	const types = aliases.typesOf(expression).filter(({ flags }) => !isCertain || !(flags & NOTHING));
	if (types.every(({ flags }) => flags & ts.TypeFlags.StringLike)) return true;
	if (types.some(({ flags }) => flags & NOTHING) || (!isCertain && ts.isOptionalChain(node))) return false;
	const name = lastName(node) ?? '';
	if (ONE_USER.test(name) || (ONE_ID.test(name) && types.some(({ flags }) => flags & ts.TypeFlags.Any)))
		return !(isCertain ? MANY_TYPE : NOT_ONE_TYPE).test(aliases.writtenTypeOf(node));
	return false;
}

function judgeOptions(options: ts.ObjectLiteralExpression, aliases: Aliases): FindingKind {
	if (options.properties.some(ts.isSpreadAssignment)) return 'unknown';
	const user = propertyOf(options, 'user');
	if (user && !isNothing(aliases.valueOf(user))) return judgeUser(user, aliases);
	const query = propertyOf(options, 'query');
	if (!query || isNothing(aliases.valueOf(query))) return 'fetchAll';
	return aliases.typesOf(query).some(({ flags }) => flags & NOTHING) ? 'unknown' : 'search';
}

function judgeUser(user: ts.Expression, aliases: Aliases): FindingKind {
	const value = aliases.valueOf(user);
	if (ts.isArrayLiteralExpression(value) || MANY.test(bare(user).getText())) return 'fetchMany';
	return isOne(user, aliases) ? 'lookup' : 'unknown';
}

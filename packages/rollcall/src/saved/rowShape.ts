import {
	type Field,
	JOINED_AT_SHIFT,
	LINK_SHIFT,
	ODD,
	ROLES_SHIFT,
	STORED_MEMBER_FIELDS,
	STORED_USER_FIELDS,
	UNKNOWN_KEYS_SHIFT,
	USUAL,
	VALUE,
} from '../roster/columns/fields.js';
import { KIND } from '../roster/columns/kinds.js';
import { Refused } from './Refused.js';

// How a value of a row is written.
export const TEXT = 0;
export const USERNAME = 1;
export const HASH = 2;
export const WHOLE = 3;
export const TIME = 4;
export const JSON_VALUE = 5;

/** What is written of a row, from its states. */
export interface RowShape {
	readonly memberStates: number;
	readonly userStates: number;
	/** The kinds of its values, in the order in which they are written. */
	readonly kinds: readonly number[];
	/** The date of joining is in its column. */
	readonly hasJoined: boolean;
}

const KINDS = new Map<Field['kind'], number>([
	[KIND.text, TEXT],
	[KIND.username, USERNAME],
	[KIND.imageHash, HASH],
	[KIND.whole, WHOLE],
	[KIND.timestamp, TIME],
	[KIND.json, JSON_VALUE],
]);

/** @throws Refused if no row has such states */
export function shapeOf(memberStates: number, userStates: number): RowShape {
	const roles = (memberStates >>> ROLES_SHIFT) & ODD;
	const joined = (memberStates >>> JOINED_AT_SHIFT) & ODD;
	if (roles === USUAL || ((memberStates >>> LINK_SHIFT) & ODD) !== 0) throw new Refused('No row has such states.');
	const kinds = [...kindsOf(STORED_MEMBER_FIELDS, memberStates), ...kindsOf(STORED_USER_FIELDS, userStates)];
	if (roles === ODD) kinds.push(JSON_VALUE);
	if (joined === ODD) kinds.push(JSON_VALUE);
	return { memberStates, userStates, kinds, hasJoined: joined === VALUE };
}

function kindsOf(fields: readonly Field[], states: number): number[] {
	const kinds: number[] = [];
	for (const [place, { kind }] of fields.entries()) {
		const state = (states >>> (2 * place)) & ODD;
		if (state === ODD) kinds.push(JSON_VALUE);
		else if (state === VALUE && kind !== KIND.flag) kinds.push(KINDS.get(kind) as number);
	}
	const unknown = (states >>> UNKNOWN_KEYS_SHIFT) & ODD;
	if (unknown === VALUE) kinds.push(JSON_VALUE);
	else if (unknown !== 0) throw new Refused('No row has such states.');
	return kinds;
}

import type { GuildMember } from 'discord.js';
import type { ColumnsView } from '../../roster/ColumnsView.js';

/** The members behind the cache of a guild, as far as their keys need them. */
export interface KeyedMembers {
	/** The rows at this moment. */
	readonly view: ColumnsView;
	/** The rows are no longer behind the cache. */
	readonly isLeft: boolean;
	/** The order that somebody has given. */
	readonly order: ReadonlySet<string> | undefined;
	has(id: string): boolean;
	/** Members that do not come from rows. */
	kept(): Iterable<[string, GuildMember]>;
	/** Members whose row has gone before discord.js has handled the dispatch. */
	ghosts(): Iterable<string>;
}

/** The ids of everybody, in order. */
export function* keysOf(members: KeyedMembers): Generator<string, undefined> {
	const { view, order } = members;
	for (const id of order ?? []) if (members.has(id)) yield id;
	for (const id of view.idsInPlace()) if (!order?.has(id) && members.has(id)) yield id;
	for (const id of keysBesideRows(members, view)) if (!order?.has(id)) yield id;
	yield* keysSince(members, view);
}

/** The ids of those whom a walk over the rows of the view does not meet. */
export function* keysBehind(members: KeyedMembers, view: ColumnsView): Generator<string, undefined> {
	yield* keysBesideRows(members, view);
	yield* keysSince(members, view);
}

function* keysBesideRows(members: KeyedMembers, view: ColumnsView): Generator<string, undefined> {
	for (const [id] of members.kept()) if (!view.has(id)) yield id;
	for (const id of members.ghosts()) if (!view.has(id)) yield id;
}

/** As in any map, what is added during a walk comes last. It is looked for only if there is anything. */
function* keysSince(members: KeyedMembers, view: ColumnsView): Generator<string, undefined> {
	for (let before = view, now = members.view; now !== before && !members.isLeft; now = members.view) {
		for (const id of now.idsInPlace()) if (!before.has(id) && !members.order?.has(id) && members.has(id)) yield id;
		before = now;
	}
}

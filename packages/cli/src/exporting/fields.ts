import type { MemberField, RawMember } from 'rollcall/standalone';
import { wrongUsage } from '../errors/index.js';

/** A value of an exported member. */
export type Value = string | number | boolean | null | readonly string[];

interface Field {
	/** What the service has to keep for it, beside ids and roles. */
	readonly keep: readonly MemberField[];
	/** How a CSV writes it, if it is no plain text. */
	readonly kind?: 'id' | 'ids' | 'texts';
	read(member: RawMember, roleNames: ReadonlyMap<string, string>): Value;
}

/** Everything that an export can have of a member, in the order in which `--help` lists it. */
export const FIELDS = {
	id: { keep: [], kind: 'id', read: ({ user }) => user.id },
	username: { keep: ['user.username'], read: ({ user }) => user.username },
	global_name: { keep: ['user.global_name'], read: ({ user }) => user.global_name ?? null },
	nick: { keep: ['nick'], read: ({ nick }) => nick ?? null },
	bot: { keep: ['user.bot'], read: ({ user }) => user.bot ?? false },
	joined_at: { keep: ['joined_at'], read: ({ joined_at }) => joined_at ?? null },
	roles: { keep: [], kind: 'ids', read: ({ roles }) => roles },
	role_names: { keep: [], kind: 'texts', read: ({ roles }, names) => roles.map((id) => names.get(id) ?? id) },
	premium_since: { keep: ['premium_since'], read: ({ premium_since }) => premium_since ?? null },
	communication_disabled_until: {
		keep: ['communication_disabled_until'],
		read: ({ communication_disabled_until }) => communication_disabled_until ?? null,
	},
	pending: { keep: ['pending'], read: ({ pending }) => pending ?? false },
	flags: { keep: ['flags'], read: ({ flags }) => flags ?? 0 },
	avatar: { keep: ['user.avatar'], read: ({ user }) => user.avatar ?? null },
	public_flags: { keep: ['user.public_flags'], read: ({ user }) => user.public_flags ?? 0 },
} as const satisfies Record<string, Field>;

/** The name of a field of an export. */
export type FieldName = keyof typeof FIELDS;

/** What an export has if nothing is said. */
export const DEFAULT_FIELDS: readonly FieldName[] = [
	'id',
	'username',
	'global_name',
	'nick',
	'bot',
	'joined_at',
	'roles',
];

/** The field of a name. */
export function fieldOf(name: FieldName): Field {
	return FIELDS[name];
}

/** Reads a list of fields as a user types it, `id,nick`. */
export function parseFields(text: string): FieldName[] {
	const names = text.split(',').map((name) => name.trim());
	const unknown = names.filter((name) => !Object.hasOwn(FIELDS, name));
	if (unknown.length > 0)
		throw wrongUsage(
			`--fields: there is no field ${JSON.stringify(unknown[0])}. There are: ${Object.keys(FIELDS).join(', ')}.`,
		);
	return [...new Set(names)] as FieldName[];
}

import type { APIRole, RoleFlags } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import { DAY_MS } from '../../clock/index.js';
import { SeededRandom, snowflakeAt } from '../../random/index.js';

const NAMES =
	'Member|Server Booster|Announcements|Events|he/him|she/her|they/them|EU|NA|Asia|Artist|Gamer|Level 5|Level 10|한국어|日本語|Red|Blue|Green|DJ'.split(
		'|',
	);
const STAFF_NAMES = ['Helper', 'Moderator', 'Admin', 'Co-Owner'];
const EVERYONE_PERMISSIONS = '2248473465835073';
const STAFF_PERMISSIONS = '1099780063238';

/** A role with every field that Discord sends. `given` replaces the fields that it has. */
export function createRole(given: Partial<APIRole> & { id: string }): APIRole {
	const color = given.color ?? 0;
	return {
		name: 'new role',
		color,
		colors: { primary_color: color, secondary_color: null, tertiary_color: null },
		hoist: false,
		icon: null,
		unicode_emoji: null,
		position: 1,
		permissions: '0',
		managed: false,
		mentionable: false,
		flags: 0 as RoleFlags,
		...given,
	};
}

/** The number of roles that only staff has: the topmost tenth. */
export function staffRoleCount(roleCount: number): number {
	return roleCount < 10 ? 0 : Math.floor(roleCount / 10);
}

/** The roles at the start of a guild: `@everyone` first, then the others from the lowest to the highest. */
export function createRoles(guildId: string, createdAt: number, count: number, seed: number): APIRole[] {
	const everyone = createRole({ id: guildId, name: '@everyone', position: 0, permissions: EVERYONE_PERMISSIONS });
	const random = new SeededRandom(seed, 0x401e);
	const firstStaff = count - staffRoleCount(count);
	const roles = Array.from({ length: count }, (_, i) =>
		createRole({
			id: snowflakeAt(createdAt + 60_000 * (i + 1), random.below(1 << 22)),
			name: i < firstStaff ? commonName(i) : (STAFF_NAMES[i - firstStaff] ?? `Staff ${i}`),
			color: random.below(3) === 0 ? 0 : random.below(0x1_00_00_00),
			hoist: random.below(4) === 0,
			position: i + 1,
			permissions: i < firstStaff ? '0' : STAFF_PERMISSIONS,
			mentionable: random.below(5) === 0,
			...(i === 1 ? { managed: true, tags: { premium_subscriber: null } } : {}),
		}),
	);
	return [everyone, ...roles];
}

/** The role of a bot, with its permissions. */
export function createBotRole(bot: BotAccount, guildCreatedAt: number, position: number): APIRole {
	return createRole({
		id: snowflakeAt(guildCreatedAt + DAY_MS * position, Number(BigInt(bot.id) & 0x3f_ffffn)),
		name: bot.user.username,
		position,
		permissions: bot.permissions.toString(),
		managed: true,
		tags: { bot_id: bot.id },
	});
}

function commonName(index: number): string {
	return NAMES[index] ?? `Club ${index - NAMES.length + 1}`;
}

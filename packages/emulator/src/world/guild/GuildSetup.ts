import type { APIChannel, APIGuildMember, APIRole } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import type { GuildOptions } from '../../options/index.js';
import { hashText, mix, snowflakeTime } from '../../random/index.js';
import { createChannels } from '../channels/index.js';
import { BaseMembers, GuildMembers, newMember } from '../members/index.js';
import { createBotRole, createRoles, RoleSets } from '../roles/index.js';
import { firstSettings, type GuildSettings } from './GuildSettings.js';

const DEFAULT_ROLES = 40;
const IN_VOICE = 5;

/** Everything that a guild has at the start. */
export interface GuildSetup {
	readonly settings: GuildSettings;
	readonly ownerId: string;
	readonly createdAt: number;
	readonly members: GuildMembers;
	readonly roles: Map<string, APIRole>;
	readonly channels: Map<string, APIChannel>;
	/** The members in voice at the start. */
	readonly inVoice: readonly { readonly member: APIGuildMember; readonly channelId: string }[];
}

/** Makes a guild from a seed. The same seed and options make the same guild. */
export function setUpGuild(
	options: GuildOptions & { id: string },
	index: number,
	worldSeed: number,
	bots: readonly BotAccount[],
): GuildSetup {
	const { id } = options;
	const seed = mix(worldSeed, hashText(id));
	const createdAt = snowflakeTime(id);
	const roles = createRoles(id, createdAt, options.roles ?? DEFAULT_ROLES, seed);
	const present = bots.filter((bot) => bot.guilds === 'all' || bot.guilds.includes(id));
	const sets = new RoleSets(
		seed,
		roles.slice(1).map((role) => role.id),
	);
	const base = new BaseMembers(seed, Math.max(0, options.members - present.length), createdAt, sets);
	const members = new GuildMembers(base);
	for (const bot of present) roles.push(addBot(members, bot, createdAt, roles.length));
	const channels = createChannels(id, createdAt);
	return {
		settings: firstSettings(options, `Rollcall ${index + 1}`, channels),
		ownerId: base.count > 0 ? base.ids.at(seed % base.count) : (present[0]?.id ?? id),
		createdAt,
		members,
		roles: byId(roles),
		channels: byId(channels),
		inVoice: firstInVoice(base, seed, channels[2] as APIChannel),
	};
}

function addBot(members: GuildMembers, bot: BotAccount, guildCreatedAt: number, position: number): APIRole {
	const role = createBotRole(bot, guildCreatedAt, position);
	const joinedAt = Math.max(guildCreatedAt, snowflakeTime(bot.id)) + 3_600_000;
	members.put({ ...newMember(bot.user, joinedAt, false), roles: [role.id] });
	return role;
}

/** Puts a few members into a voice channel at the start. */
function firstInVoice(base: BaseMembers, seed: number, { id: channelId }: APIChannel): GuildSetup['inVoice'] {
	const indices = Array.from({ length: base.count < 50 ? 0 : IN_VOICE }, (_, n) => mix(seed, n ^ 0x701ce) % base.count);
	return indices.map((index) => ({ member: base.at(index), channelId }));
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
	return new Map(items.map((item) => [item.id, item]));
}

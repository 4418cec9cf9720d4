import { createHash } from 'node:crypto';
import type { APIGuildMember, Collectibles, GuildMember } from 'discord.js';

/** The fields of a member that a bot can read. `deaf` and `mute` are missing: a GuildMember shows those of the voice state only. */
type Reading = readonly unknown[];

/** A short text that differs as soon as one field does. */
export function fingerprintOf(member: GuildMember): string {
	return digest(readMember(member));
}

/** The fingerprint that the GuildMember of this member must have. */
export function fingerprintOfTruth(member: APIGuildMember): string {
	return digest(readTruth(member));
}

function digest(reading: Reading): string {
	return createHash('sha1').update(JSON.stringify(reading)).digest('base64');
}

/** Both readers list the same fields in the same order. */
function readMember(member: GuildMember): Reading {
	const { user, guild } = member;
	return [
		member.nickname,
		member.avatar,
		member.banner,
		[...member.roles.cache.keys()].filter((id) => id !== guild.id).sort(),
		member.joinedTimestamp,
		member.premiumSinceTimestamp,
		// discord.js leaves it at null for a guest: Discord sends neither this nor a time of joining for them.
		member.pending ?? false,
		member.communicationDisabledUntilTimestamp,
		member.flags.bitfield,
		readDecoration(member.avatarDecorationData),
		readNameplate(member.collectibles),
		user.id,
		user.username,
		user.discriminator,
		user.globalName,
		user.avatar,
		user.banner ?? null,
		user.accentColor ?? null,
		user.bot,
		user.system,
		user.flags?.bitfield ?? 0,
		readDecoration(user.avatarDecorationData),
		readNameplate(user.collectibles),
		user.primaryGuild && Object.values(user.primaryGuild),
	];
}

function readTruth({ user, ...member }: APIGuildMember): Reading {
	return [
		member.nick ?? null,
		member.avatar ?? null,
		member.banner ?? null,
		[...member.roles].sort(),
		toTimestamp(member.joined_at),
		toTimestamp(member.premium_since),
		member.pending ?? false,
		toTimestamp(member.communication_disabled_until),
		member.flags,
		toDecoration(member.avatar_decoration_data),
		toNameplate(member.collectibles),
		user.id,
		user.username,
		user.discriminator,
		user.global_name,
		user.avatar,
		user.banner ?? null,
		user.accent_color ?? null,
		user.bot ?? false,
		user.system ?? false,
		user.public_flags ?? 0,
		toDecoration(user.avatar_decoration_data),
		toNameplate(user.collectibles),
		toPrimaryGuild(user.primary_guild),
	];
}

type Nameplate = { sku_id: string; asset: string; label: string; palette: string };

const readDecoration = (decoration: GuildMember['avatarDecorationData']): Reading | null =>
	decoration && [decoration.asset, decoration.skuId];
const toDecoration = (decoration: { asset: string; sku_id: string } | null | undefined): Reading | null =>
	decoration ? [decoration.asset, decoration.sku_id] : null;

const readNameplate = (collectibles: Collectibles | null): Reading | null => {
	const nameplate = collectibles?.nameplate;
	return nameplate ? [nameplate.skuId, nameplate.asset, nameplate.label, nameplate.palette] : null;
};
const toNameplate = (collectibles: { nameplate?: Nameplate } | null | undefined): Reading | null => {
	const nameplate = collectibles?.nameplate;
	return nameplate ? [nameplate.sku_id, nameplate.asset, nameplate.label, nameplate.palette] : null;
};

const toPrimaryGuild = (guild: APIGuildMember['user']['primary_guild']): Reading | null =>
	guild ? [guild.identity_guild_id, guild.identity_enabled, guild.tag, guild.badge] : null;

const toTimestamp = (iso: string | null | undefined): number | null => (iso ? Date.parse(iso) : null);

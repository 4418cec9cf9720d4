import type { AvatarDecorationData, Collectibles, UserPrimaryGuild } from 'discord.js';

// As discord.js 14 does it with what Discord sends, whatever that is.

type Json = Record<string, unknown>;

export function decorationOf(sent: unknown): AvatarDecorationData | null {
	if (!sent) return null;
	const { asset, sku_id: skuId } = sent as Json;
	return { asset, skuId } as AvatarDecorationData;
}

export function collectiblesOf(sent: unknown): Collectibles | null {
	if (!sent) return null;
	const nameplate = (sent as Json).nameplate as Json | undefined;
	if (!nameplate) return { nameplate: null };
	const { sku_id: skuId, asset, label, palette } = nameplate;
	return { nameplate: { skuId, asset, label, palette } } as Collectibles;
}

export function primaryGuildOf(sent: unknown): UserPrimaryGuild | null {
	if (!sent) return null;
	const { identity_guild_id: identityGuildId, identity_enabled: identityEnabled, tag, badge } = sent as Json;
	return { identityGuildId, identityEnabled, tag, badge } as UserPrimaryGuild;
}

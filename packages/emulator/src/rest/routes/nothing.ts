import type { RestCall } from '../requests/index.js';
import { ok, type Route } from './Route.js';

/** Whose things are asked for: everybody's, those of a guild that the bot is in, or those of its own application. */
type Owner = 'everybody' | 'guild' | 'application';

/** What the emulator has none of, in the shape of an answer of Discord that says so. Clients ask for it when they start. */
const nothing: readonly (readonly [owner: Owner, path: string, name: string, body: unknown])[] = [
	['everybody', '/soundboard-default-sounds', 'listDefaultSounds', []],
	['everybody', '/sticker-packs', 'listStickerPacks', { sticker_packs: [] }],
	['everybody', '/voice/regions', 'listVoiceRegions', []],
	['guild', '/guilds/:guildId/soundboard-sounds', 'listGuildSounds', { items: [] }],
	['guild', '/guilds/:guildId/emojis', 'listGuildEmojis', []],
	['guild', '/guilds/:guildId/stickers', 'listGuildStickers', []],
	['guild', '/guilds/:guildId/regions', 'listGuildRegions', []],
	['guild', '/guilds/:guildId/integrations', 'listIntegrations', []],
	['guild', '/guilds/:guildId/invites', 'listInvites', []],
	['guild', '/guilds/:guildId/webhooks', 'listWebhooks', []],
	['guild', '/guilds/:guildId/bans', 'listBans', []],
	['guild', '/guilds/:guildId/scheduled-events', 'listScheduledEvents', []],
	['guild', '/guilds/:guildId/auto-moderation/rules', 'listAutoModerationRules', []],
	['guild', '/guilds/:guildId/threads/active', 'listActiveThreads', { threads: [], members: [], has_more: false }],
	['application', '/applications/:applicationId/entitlements', 'listEntitlements', []],
	['application', '/applications/:applicationId/skus', 'listSkus', []],
	['application', '/applications/:applicationId/role-connections/metadata', 'listRoleConnections', []],
	['application', '/applications/:applicationId/guilds/:guildId/commands/permissions', 'listCommandPermissions', []],
];

/** Lists of what there is none of. */
export const nothingRoutes: readonly Route[] = nothing.map(([owner, path, name, body]) => ({
	...{ method: 'GET', path, name },
	handle: (call) => {
		requireOwner(call, owner);
		return ok(body);
	},
}));

function requireOwner(call: RestCall, owner: Owner): void {
	if (owner === 'guild') call.guild();
	else if (owner === 'application') call.application();
}

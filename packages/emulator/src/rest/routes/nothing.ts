import type { RestCall } from '../requests/index.js';
import { ok, type Route } from './Route.js';

/** The owner of what is asked for: nobody in particular, a guild that the bot is in, or its own application. */
type Owner = 'everybody' | 'guild' | 'application';

/** Things that the emulator does not have, each with Discord's answer for none. Clients ask for them at start. */
const nothing: readonly (readonly [owner: Owner, path: string, name: string, body: unknown])[] = [
	['everybody', '/soundboard-default-sounds', 'listDefaultSounds', []],
	['everybody', '/sticker-packs', 'listStickerPacks', { sticker_packs: [] }],
	['everybody', '/voice/regions', 'listVoiceRegions', []],
	['guild', '/guilds/:guildId/soundboard-sounds', 'listGuildSounds', { items: [] }],
	['guild', '/guilds/:guildId/emojis', 'listGuildEmojis', []],
	['guild', '/guilds/:guildId/stickers', 'listGuildStickers', []],
	['guild', '/guilds/:guildId/regions', 'listGuildRegions', []],
	['guild', '/guilds/:guildId/integrations', 'listIntegrations', []],
	['guild', '/guilds/:guildId/scheduled-events', 'listScheduledEvents', []],
	['guild', '/guilds/:guildId/auto-moderation/rules', 'listAutoModerationRules', []],
	['application', '/applications/:applicationId/entitlements', 'listEntitlements', []],
	['application', '/applications/:applicationId/skus', 'listSkus', []],
	['application', '/applications/:applicationId/role-connections/metadata', 'listRoleConnections', []],
];

/** The routes that always answer with an empty list. */
export const nothingRoutes: readonly Route[] = nothing.map(([owner, path, name, body]) => ({
	...{ method: 'GET', path, name, isEmpty: true },
	handle: (call) => {
		requireOwner(call, owner);
		return ok(body);
	},
}));

function requireOwner(call: RestCall, owner: Owner): void {
	if (owner === 'guild') call.guild();
	else if (owner === 'application') call.application();
}

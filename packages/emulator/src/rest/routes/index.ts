import { applicationEmojiRoutes } from './applicationEmojis.js';
import { applicationRoutes } from './applications.js';
import { auditLogRoutes } from './auditLogs.js';
import { banRoutes } from './bans.js';
import { channelRoutes } from './channels.js';
import { commandPermissionRoutes } from './commandPermissions.js';
import { commandRoutes } from './commands.js';
import { gatewayRoutes } from './gateway.js';
import { guildChannelRoutes } from './guildChannels.js';
import { guildRoutes } from './guilds.js';
import { guildWebhookRoutes } from './guildWebhooks.js';
import { interactionRoutes } from './interactions.js';
import { inviteRoutes } from './invites.js';
import { memberChangeRoutes } from './memberChanges.js';
import { memberRoutes } from './members.js';
import { messageRoutes } from './messages.js';
import { nothingRoutes } from './nothing.js';
import { overwriteRoutes } from './overwrites.js';
import { pinRoutes } from './pins.js';
import type { Route } from './Route.js';
import { reactionRoutes } from './reactions.js';
import { roleRoutes } from './roles.js';
import { threadMemberRoutes } from './threadMembers.js';
import { threadRoutes } from './threads.js';
import { userRoutes } from './users.js';
import { voiceStateRoutes } from './voiceStates.js';
import { webhookRoutes } from './webhooks.js';

export type { Reply, Route } from './Route.js';

/** Every route of the emulator. */
export function createRoutes(): readonly Route[] {
	return [
		...gatewayRoutes,
		...userRoutes,
		...applicationRoutes,
		...applicationEmojiRoutes,
		...nothingRoutes,
		...guildRoutes,
		...guildChannelRoutes,
		...auditLogRoutes,
		...banRoutes,
		...memberRoutes,
		...memberChangeRoutes,
		...roleRoutes,
		...channelRoutes,
		...messageRoutes,
		...pinRoutes,
		...threadRoutes,
		...threadMemberRoutes,
		...reactionRoutes,
		...overwriteRoutes,
		...inviteRoutes,
		...guildWebhookRoutes,
		...voiceStateRoutes,
		...commandPermissionRoutes,
		...commandRoutes,
		...interactionRoutes,
		...webhookRoutes,
	];
}

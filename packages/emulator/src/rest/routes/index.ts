import { applicationEmojiRoutes } from './applicationEmojis.js';
import { applicationRoutes } from './applications.js';
import { channelRoutes } from './channels.js';
import { commandRoutes } from './commands.js';
import { gatewayRoutes } from './gateway.js';
import { guildRoutes } from './guilds.js';
import { interactionRoutes } from './interactions.js';
import { memberChangeRoutes } from './memberChanges.js';
import { memberRoutes } from './members.js';
import { nothingRoutes } from './nothing.js';
import { overwriteRoutes } from './overwrites.js';
import type { Route } from './Route.js';
import { roleRoutes } from './roles.js';
import { userRoutes } from './users.js';
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
		...memberRoutes,
		...memberChangeRoutes,
		...roleRoutes,
		...channelRoutes,
		...overwriteRoutes,
		...commandRoutes,
		...interactionRoutes,
		...webhookRoutes,
	];
}

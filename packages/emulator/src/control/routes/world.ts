import { activityRoutes } from './activities.js';
import { channelRoutes } from './channels.js';
import { communityRoutes } from './community.js';
import { guildRoutes } from './guilds.js';
import { inviteRoutes } from './invites.js';
import { memberRoutes } from './members.js';
import { messageRoutes } from './messages.js';
import { reactionRoutes } from './reactions.js';
import { roleRoutes } from './roles.js';
import { threadRoutes } from './threads.js';
import { voiceRoutes } from './voice.js';
import { webhookRoutes } from './webhooks.js';

/** The truth: to read it and to change it. */
export const worldRoutes = [
	...guildRoutes,
	...communityRoutes,
	...memberRoutes,
	...roleRoutes,
	...channelRoutes,
	...messageRoutes,
	...reactionRoutes,
	...threadRoutes,
	...inviteRoutes,
	...webhookRoutes,
	...voiceRoutes,
	...activityRoutes,
];

import { ApplicationFlags } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';
import type { World } from '../../world/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

/** From so many users on, Discord grants privileged intents after a review only; below, by a switch ("limited"). */
const REVIEW_THRESHOLD = 10_000;

/** The bot's own application, on its two addresses. */
export const applicationRoutes: readonly Route[] = [
	{ method: 'GET', path: '/applications/@me', name: 'getCurrentApplication', handle: getApplication },
	{ method: 'GET', path: '/oauth2/applications/@me', name: 'getCurrentOAuth2Application', handle: getApplication },
];

function getApplication({ bot, context }: RestCall): Reply {
	return ok({
		id: bot.applicationId,
		name: bot.user.username,
		icon: null,
		description: '',
		summary: '',
		type: null,
		bot: bot.user,
		bot_public: true,
		bot_require_code_grant: false,
		verify_key: '0'.repeat(64),
		flags: applicationFlags(bot, context.world),
		flags_new: String(applicationFlags(bot, context.world)),
		owner: { ...bot.user, bot: false, username: 'owner', discriminator: '0' },
		team: null,
		redirect_uris: [],
		interactions_endpoint_url: null,
		role_connections_verification_url: null,
		approximate_guild_count: context.world.guildsOf(bot.id).length,
		approximate_user_install_count: 0,
		approximate_user_authorization_count: 0,
		explicit_content_filter: 0,
		eligible_oauth2_scopes: [],
	});
}

/** Which privileged intents the application has, as its flags tell. */
export function applicationFlags(bot: BotAccount, world: World): number {
	const users = world.guildsOf(bot.id).reduce((sum, guild) => sum + guild.size, 0);
	const isReviewed = users >= REVIEW_THRESHOLD;
	const { members, presences, messageContent } = bot.intents;
	const flags = ApplicationFlags;
	return (
		(presences ? (isReviewed ? flags.GatewayPresence : flags.GatewayPresenceLimited) : 0) |
		(members ? (isReviewed ? flags.GatewayGuildMembers : flags.GatewayGuildMembersLimited) : 0) |
		(messageContent ? (isReviewed ? flags.GatewayMessageContent : flags.GatewayMessageContentLimited) : 0)
	);
}

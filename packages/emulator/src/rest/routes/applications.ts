import { applicationFlags } from '../../accounts/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

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

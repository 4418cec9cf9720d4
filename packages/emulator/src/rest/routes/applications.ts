import { applicationFlags } from '../../accounts/index.js';
import { hashText, imageHash } from '../../random/index.js';
import { applicationForm, checkForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

/** The bot's own application, on its addresses. */
export const applicationRoutes: readonly Route[] = [
	...['/applications/@me', '/applications/:applicationId'].map(
		(path): Route => ({
			method: 'PATCH',
			path,
			name: 'editApplication',
			form: applicationForm,
			handle: editApplication,
		}),
	),
	{ method: 'GET', path: '/applications/:applicationId', name: 'getCurrentApplication', handle: getApplication },
	{ method: 'GET', path: '/applications/@me', name: 'getCurrentApplication', handle: getApplication },
	{ method: 'GET', path: '/oauth2/applications/@me', name: 'getCurrentOAuth2Application', handle: getApplication },
];

function getApplication(call: RestCall): Reply {
	requireOwn(call);
	return ok(describeApplication(call));
}

/** A bot sees only its own application. */
function requireOwn(call: RestCall): void {
	if (call.param('applicationId') !== '') call.application();
}

const pictures: readonly string[] = ['icon', 'cover_image'];

function editApplication(call: RestCall): Reply {
	requireOwn(call);
	checkForm(applicationForm, call.json);
	const { applicationDetails } = call.context.world;
	const given = Object.keys(applicationForm.shape).filter((name) => call.json[name] !== undefined);
	const entries = given.map((name) => [name, readField(name, call.json[name])] as const);
	const before = applicationDetails.get(call.bot.applicationId);
	applicationDetails.set(call.bot.applicationId, { ...before, ...Object.fromEntries(entries) });
	return ok(describeApplication(call));
}

/** A hash stands for each picture. A field that Discord leaves out if it is empty is not `null`. */
function readField(name: string, value: unknown): unknown {
	if (value === null) return nullable.includes(name) ? null : undefined;
	return pictures.includes(name) ? imageHash(hashText(String(value))) : value;
}

const nullable: readonly string[] = ['icon', 'interactions_endpoint_url', 'role_connections_verification_url'];

function describeApplication({ bot, context }: RestCall): object {
	return {
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
		...context.world.applicationDetails.get(bot.applicationId),
	};
}

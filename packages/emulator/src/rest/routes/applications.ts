import { applicationFlags } from '../../accounts/index.js';
import { apiErrors } from '../errors/index.js';
import { applicationForm, checkForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { pictureHash } from './pictures.js';
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

async function editApplication(call: RestCall): Promise<Reply> {
	requireOwn(call);
	checkForm(applicationForm, call.json);
	await setEndpoint(call);
	const { applicationDetails } = call.context.world;
	const given = Object.keys(applicationForm.shape).filter((name) => name !== ENDPOINT && call.json[name] !== undefined);
	const entries = given.map((name) => [name, readField(name, call.json[name])] as const);
	const before = applicationDetails.get(call.bot.applicationId);
	applicationDetails.set(call.bot.applicationId, { ...before, ...Object.fromEntries(entries) });
	return ok(describeApplication(call));
}

const ENDPOINT = 'interactions_endpoint_url';

/** Everything else in the form stays as it was if the endpoint cannot be verified. */
async function setEndpoint({ json, bot, context: { interactions } }: RestCall): Promise<void> {
	const url = json[ENDPOINT];
	if (url === undefined) return;
	try {
		await interactions.setEndpoint(bot.id, url as string | null);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const message = `The specified interactions endpoint URL could not be verified. (emulator: ${error.message})`;
		throw apiErrors.invalidForm({ path: [ENDPOINT], code: 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID', message });
	}
}

/** A hash stands for each picture. A field that Discord leaves out if it is empty is not `null`. */
function readField(name: string, value: unknown): unknown {
	if (value === null) return nullable.includes(name) ? null : undefined;
	return pictures.includes(name) ? pictureHash(value) : value;
}

const nullable: readonly string[] = ['icon', 'role_connections_verification_url'];

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
		verify_key: bot.key.publicKey,
		flags: applicationFlags(bot, context.world),
		flags_new: String(applicationFlags(bot, context.world)),
		owner: { ...bot.user, bot: false, username: 'owner', discriminator: '0' },
		team: null,
		redirect_uris: [],
		interactions_endpoint_url: context.interactions.endpoints?.of(bot.id) ?? null,
		role_connections_verification_url: null,
		approximate_guild_count: context.world.guildsOf(bot.id).length,
		approximate_user_install_count: 0,
		approximate_user_authorization_count: 0,
		explicit_content_filter: 0,
		eligible_oauth2_scopes: [],
		...context.world.applicationDetails.get(bot.applicationId),
	};
}

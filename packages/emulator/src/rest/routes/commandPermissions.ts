import { apiErrors } from '../errors/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

const all = '/applications/:applicationId/guilds/:guildId/commands/permissions';
const one = '/applications/:applicationId/guilds/:guildId/commands/:commandId/permissions';

/** Who may use the commands of an application in a guild. Bots read it; only admins set it. */
export const commandPermissionRoutes: readonly Route[] = [
	{ method: 'GET', path: all, name: 'listCommandPermissions', handle: listPermissions },
	{ method: 'GET', path: one, name: 'getCommandPermissions', handle: getPermissions },
	{
		...{ method: 'PUT', path: one, name: 'setCommandPermissions' },
		handle: () => {
			throw apiErrors.notForBots();
		},
	},
];

function listPermissions(call: RestCall): Reply {
	const applicationId = call.application();
	return ok(
		[...call.guild().commandPermissions.values()].filter(({ application_id }) => application_id === applicationId),
	);
}

function getPermissions(call: RestCall): Reply {
	const applicationId = call.application();
	const found = call.guild().commandPermissions.get(call.id('commandId'));
	if (found?.application_id !== applicationId) throw apiErrors.unknownCommandPermissions();
	return ok(found);
}

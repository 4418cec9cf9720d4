import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { CommandMap } from '../commands/index.js';
import { apiErrors } from '../errors/index.js';
import { type RestCall, requireLength } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/** A command as a bot gives it: chat input (1) unless it says otherwise. */
const typeOf = (command: { type?: unknown }): unknown => command.type ?? 1;

/** The commands of applications, global and per guild. */
export const commandRoutes: readonly Route[] = [
	'/applications/:applicationId',
	'/applications/:applicationId/guilds/:guildId',
].flatMap((scope) => routesUnder(`${scope}/commands`));

function routesUnder(path: string): Route[] {
	const one = `${path}/:commandId`;
	return [
		{ method: 'GET', path, name: 'listCommands', handle: (call) => ok([...commandsOf(call).values()]) },
		{ method: 'PUT', path, name: 'overwriteCommands', handle: (call) => overwrite(call, commandsOf(call)) },
		{ method: 'POST', path, name: 'createCommand', handle: (call) => upsert(call, commandsOf(call)) },
		{ method: 'GET', path: one, name: 'getCommand', handle: (call) => ok(requireCommand(call, commandsOf(call))) },
		{ method: 'PATCH', path: one, name: 'editCommand', handle: (call) => edit(call, commandsOf(call)) },
		{ method: 'DELETE', path: one, name: 'deleteCommand', handle: (call) => remove(call, commandsOf(call)) },
	];
}

function commandsOf(call: RestCall): CommandMap {
	const { applicationId } = call.bot;
	if (call.id('applicationId') !== applicationId) throw apiErrors.notYourApplication();
	return call.context.commands.scope(applicationId, call.param('guildId') === '' ? undefined : call.guild().id);
}

function overwrite(call: RestCall, commands: CommandMap): Reply {
	const built = call.jsonList.map((given, index) => build(call, commands, given, [String(index)]));
	commands.clear();
	for (const command of built) commands.set(command.id, command);
	return ok(built);
}

/** A command of the same name and kind is replaced (200), another is new (201). */
function upsert(call: RestCall, commands: CommandMap): Reply {
	const command = build(call, commands, call.json, []);
	const status = commands.has(command.id) ? 200 : 201;
	commands.set(command.id, command);
	return { status, body: command };
}

function edit(call: RestCall, commands: CommandMap): Reply {
	const before = requireCommand(call, commands);
	const command = { ...before, ...call.json, id: before.id, version: call.context.world.nextId() };
	commands.set(command.id, command);
	return ok(command);
}

function remove(call: RestCall, commands: CommandMap): Reply {
	commands.delete(requireCommand(call, commands).id);
	return noContent;
}

function requireCommand(call: RestCall, commands: CommandMap): APIApplicationCommand {
	const command = commands.get(call.id('commandId'));
	if (!command) throw apiErrors.unknownCommand();
	return command;
}

function build(
	call: RestCall,
	commands: CommandMap,
	given: Record<string, unknown>,
	path: string[],
): APIApplicationCommand {
	const name = requireLength([...path, 'name'], String(given.name ?? ''), 1, 32);
	if (typeOf(given) === 1) requireLength([...path, 'description'], String(given.description ?? ''), 1, 100);
	const same = [...commands.values()].find((known) => known.name === name && typeOf(known) === typeOf(given));
	const guildId = call.param('guildId');
	return {
		type: 1,
		default_member_permissions: null,
		nsfw: false,
		description: '',
		...given,
		id: same?.id ?? call.context.world.nextId(),
		application_id: call.bot.applicationId,
		...(guildId === '' ? { dm_permission: true, contexts: null, integration_types: [0] } : { guild_id: guildId }),
		version: call.context.world.nextId(),
	} as APIApplicationCommand;
}

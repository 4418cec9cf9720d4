import { apiErrors } from '../errors/index.js';
import { type RestCall, requireLength } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

type Command = Record<string, unknown> & { id: string };

/** A command as a bot gives it: chat input (1) unless it says otherwise. */
const typeOf = (command: Record<string, unknown>): unknown => command.type ?? 1;

/** The commands of applications, global and per guild. Each emulator makes its own routes: they hold what was registered. */
export function createCommandRoutes(): readonly Route[] {
	const registry = new Map<string, Map<string, Command>>();
	return ['/applications/:applicationId', '/applications/:applicationId/guilds/:guildId'].flatMap((scope) =>
		routesUnder(`${scope}/commands`, registry),
	);
}

function routesUnder(path: string, registry: Map<string, Map<string, Command>>): Route[] {
	const one = `${path}/:commandId`;
	const list = (call: RestCall) => commandsOf(registry, call);
	return [
		{ method: 'GET', path, name: 'listCommands', handle: (call) => ok([...list(call).values()]) },
		{ method: 'PUT', path, name: 'overwriteCommands', handle: (call) => overwrite(call, list(call)) },
		{ method: 'POST', path, name: 'createCommand', handle: (call) => upsert(call, list(call)) },
		{ method: 'GET', path: one, name: 'getCommand', handle: (call) => ok(requireCommand(call, list(call))) },
		{ method: 'PATCH', path: one, name: 'editCommand', handle: (call) => edit(call, list(call)) },
		{ method: 'DELETE', path: one, name: 'deleteCommand', handle: (call) => remove(call, list(call)) },
	];
}

function commandsOf(registry: Map<string, Map<string, Command>>, call: RestCall): Map<string, Command> {
	if (call.id('applicationId') !== call.bot.applicationId) throw apiErrors.notYourApplication();
	const scope = call.param('guildId') === '' ? 'global' : call.guild().id;
	const key = `${call.bot.applicationId} ${scope}`;
	const commands = registry.get(key) ?? new Map<string, Command>();
	registry.set(key, commands);
	return commands;
}

function overwrite(call: RestCall, commands: Map<string, Command>): Reply {
	const built = call.jsonList.map((given, index) => build(call, commands, given, [String(index)]));
	commands.clear();
	for (const command of built) commands.set(command.id, command);
	return ok(built);
}

/** A command of the same name and kind is replaced (200), another is new (201). */
function upsert(call: RestCall, commands: Map<string, Command>): Reply {
	const command = build(call, commands, call.json, []);
	const status = commands.has(command.id) ? 200 : 201;
	commands.set(command.id, command);
	return { status, body: command };
}

function edit(call: RestCall, commands: Map<string, Command>): Reply {
	const before = requireCommand(call, commands);
	const command = { ...before, ...call.json, id: before.id, version: call.context.world.nextId() };
	commands.set(command.id, command);
	return ok(command);
}

function remove(call: RestCall, commands: Map<string, Command>): Reply {
	commands.delete(requireCommand(call, commands).id);
	return noContent;
}

function requireCommand(call: RestCall, commands: Map<string, Command>): Command {
	const command = commands.get(call.id('commandId'));
	if (!command) throw apiErrors.unknownCommand();
	return command;
}

function build(
	call: RestCall,
	commands: Map<string, Command>,
	given: Record<string, unknown>,
	path: string[],
): Command {
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
	};
}

import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { withoutNulls } from '../../json/index.js';
import { type CommandMap, withoutLocalizations } from '../commands/index.js';
import { apiErrors } from '../errors/index.js';
import { checkCommand, checkCommands, commandTypes, typeOf } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/** The commands of applications, global and per guild. */
export const commandRoutes: readonly Route[] = [
	'/applications/:applicationId',
	'/applications/:applicationId/guilds/:guildId',
].flatMap((scope) => routesUnder(`${scope}/commands`));

function routesUnder(path: string): Route[] {
	const one = `${path}/:commandId`;
	return [
		{ method: 'GET', path, name: 'listCommands', handle: (call) => ok(listOf(call)) },
		{
			method: 'PUT',
			path,
			name: 'overwriteCommands',
			form: z.array(commandTypes),
			handle: (call) => overwrite(call, commandsOf(call)),
		},
		{
			method: 'POST',
			path,
			name: 'createCommand',
			form: commandTypes,
			handle: (call) => upsert(call, commandsOf(call)),
		},
		{ method: 'GET', path: one, name: 'getCommand', handle: (call) => ok(requireCommand(call, commandsOf(call))) },
		{
			method: 'PATCH',
			path: one,
			name: 'editCommand',
			form: commandTypes,
			handle: (call) => edit(call, commandsOf(call)),
		},
		{ method: 'DELETE', path: one, name: 'deleteCommand', handle: (call) => remove(call, commandsOf(call)) },
	];
}

function commandsOf(call: RestCall): CommandMap {
	const applicationId = call.application();
	return call.context.commands.scope(applicationId, call.param('guildId') === '' ? undefined : call.guild().id);
}

function listOf(call: RestCall): APIApplicationCommand[] {
	const commands = [...commandsOf(call).values()];
	return call.form.flag('with_localizations') ? commands : commands.map(withoutLocalizations);
}

function overwrite(call: RestCall, commands: CommandMap): Reply {
	checkCommands(call.jsonList);
	const built = call.jsonList.map((given) => build(call, commands, given));
	commands.clear();
	for (const command of built) commands.set(command.id, command);
	return ok(built);
}

/** A command replaces one of the same name and kind (200), or is new (201). */
function upsert(call: RestCall, commands: CommandMap): Reply {
	checkCommand(call.json);
	const command = build(call, commands, call.json);
	const others = [...commands.values()].filter(({ id }) => id !== command.id);
	checkCommands([...others, command] as unknown as Record<string, unknown>[]);
	const status = commands.has(command.id) ? 200 : 201;
	commands.set(command.id, command);
	return { status, body: command };
}

function edit(call: RestCall, commands: CommandMap): Reply {
	const before = requireCommand(call, commands);
	const { id, type, application_id } = before;
	const fixed = { id, type, application_id, version: call.context.world.nextId() };
	const command = { ...complete(call, { ...before, ...call.json }), ...fixed } as APIApplicationCommand;
	checkCommand({ ...before, ...call.json, ...fixed });
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

function build(call: RestCall, commands: CommandMap, given: Record<string, unknown>): APIApplicationCommand {
	const same = [...commands.values()].find((known) => known.name === given.name && typeOf(known) === typeOf(given));
	return {
		...complete(call, given),
		id: same?.id ?? call.context.world.nextId(),
		application_id: call.bot.applicationId,
		version: call.context.world.nextId(),
	} as APIApplicationCommand;
}

/** A command as Discord returns it: fields that are absent or `null` have their default or are left out. */
function complete(call: RestCall, given: object): object {
	const guildId = call.param('guildId');
	return {
		type: ApplicationCommandType.ChatInput,
		default_member_permissions: null,
		nsfw: false,
		description: '',
		...(guildId === '' && { dm_permission: true, contexts: null, integration_types: [0] }),
		...withoutNulls(given),
		...(guildId !== '' && { guild_id: guildId }),
	};
}

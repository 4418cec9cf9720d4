import type { Command } from 'commander';
import { Routes } from 'discord-api-types/v10';
import { id } from '../arguments/index.js';
import { isRecord, readGuild, readGuilds } from '../connection/index.js';
import { tableOf } from '../surroundings/index.js';
import { type AskingOptions, askingCommand, type Context, examples, openApi } from './Context.js';

interface ListOptions extends AskingOptions {
	readonly json?: boolean;
}

const JSON_FLAG = ['--json', 'print JSON'] as const;
const EVERY_SESSION = '\nIt asks REST alone: a running bot of the same token notices nothing.';

/** `rollcall guilds`: every guild of the bot. */
export function guildsCommand(context: Context): Command {
	return askingCommand('guilds', 'Lists the guilds of the bot, with about how many members each has.')
		.option(...JSON_FLAG)
		.addHelpText('after', EVERY_SESSION)
		.addHelpText('after', examples('rollcall guilds', 'rollcall guilds --json | jq -r .[].id'))
		.action(async (options: ListOptions) => {
			const guilds = await readGuilds(await openApi(context, options));
			const rows = guilds.map(({ id, name, approximate_member_count: members = null }) => ({ id, members, name }));
			await show(context, rows, options.json);
		});
}

/** `rollcall roles`: the roles of a guild. */
export function rolesCommand(context: Context): Command {
	return askingCommand('roles', 'Lists the roles of a guild, the highest first, with how many members hold each.')
		.argument('<guild>', 'id of the guild', id)
		.option(...JSON_FLAG)
		.addHelpText('after', `${EVERY_SESSION}\nThe count of @everyone is approximate.`)
		.addHelpText('after', examples('rollcall roles 81384788765712384', 'rollcall roles 81384788765712384 --json'))
		.action(async (guildId: string, options: ListOptions) => {
			const api = await openApi(context, options);
			const { roles, approximate_member_count: everybody = null } = await readGuild(api, guildId);
			const counts = await api.get({
				route: `${Routes.guildRoles(guildId)}/member-counts`,
				what: 'The counts of the roles',
				isAnswer: isRecord,
			});
			const countOf = (roleId: string) => (roleId === guildId ? everybody : counts[roleId]);
			const sorted = [...roles].sort((a, b) => b.position - a.position);
			const rows = sorted.map(({ id, name }) => ({ id, members: numberOr(countOf(id)), name }));
			await show(context, rows, options.json);
		});
}

interface Row {
	readonly id: string;
	readonly members: number | null;
	readonly name: string;
}

function numberOr(count: unknown): number | null {
	return typeof count === 'number' ? count : null;
}

async function show({ terminal }: Context, rows: readonly Row[], asJson = false): Promise<void> {
	if (asJson) return terminal.print(`${JSON.stringify(rows, null, 2)}\n`);
	const cells = rows.map(({ id, members, name }) => [id, members?.toLocaleString('en-US') ?? '?', name]);
	await terminal.print(tableOf(['ID', 'MEMBERS', 'NAME'], cells, [1]));
}

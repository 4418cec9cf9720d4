import type { Command } from 'commander';
import { Routes } from 'discord-api-types/v10';
import type { RawMember } from 'rollcall/standalone';
import { id, ids } from '../arguments/index.js';
import { type Api, type GuildWithRoles, isNotFound, isRecord, readGuild } from '../connection/index.js';
import { EXIT } from '../errors/index.js';
import { FIELDS, type FieldName, fieldOf, type Value } from '../exporting/index.js';
import { harmless } from '../surroundings/index.js';
import { type AskingOptions, askingCommand, type Context, examples, openApi } from './Context.js';

interface MemberOptions extends AskingOptions {
	readonly json?: boolean;
}

const NAMES = Object.keys(FIELDS) as FieldName[];

/** `rollcall member`: looks up members, one request each. */
export function memberCommand(context: Context): Command {
	return askingCommand('member', 'Looks up members by the ids of their users, with one request each.')
		.argument('<guild>', 'id of the guild', id)
		.argument('<user...>', 'ids of users', ids)
		.option('--json', 'print a line of JSON for each')
		.addHelpText('after', '\nEnds with code 1 if one of them is not a member.')
		.addHelpText('after', examples('rollcall member 81384788765712384 80351110224678912'))
		.action(async (guildId: string, userIds: string[], options: MemberOptions) => {
			const api = await openApi(context, options);
			const guild = await readGuild(api, guildId);
			let missing = 0;
			for (const userId of userIds) {
				const member = await readMember(api, guildId, userId);
				if (!member) missing++;
				await context.terminal.print(options.json ? lineOf(userId, member, guild) : textOf(userId, member, guild));
			}
			context.end(missing > 0 ? EXIT.failed : EXIT.complete);
		});
}

async function readMember(api: Api, guildId: string, userId: string): Promise<RawMember | undefined> {
	const isAnswer = (body: unknown): body is RawMember =>
		isRecord(body) && isRecord(body.user) && body.user.id === userId && Array.isArray(body.roles);
	const asked = { route: Routes.guildMember(guildId, userId), what: `Member ${userId}`, isAnswer };
	return api.get(asked).catch((error: unknown) => {
		if (isNotFound(error)) return undefined;
		throw error;
	});
}

function recordOf(member: RawMember, { roles }: GuildWithRoles): [FieldName, Value][] {
	const roleNames = new Map(roles.map(({ id, name }) => [id, name]));
	return NAMES.map((name) => [name, fieldOf(name).read(member, roleNames)]);
}

function lineOf(id: string, member: RawMember | undefined, guild: GuildWithRoles): string {
	const facts = member ? { id, member: true, ...Object.fromEntries(recordOf(member, guild)) } : { id, member: false };
	return `${JSON.stringify(facts)}\n`;
}

function textOf(id: string, member: RawMember | undefined, guild: GuildWithRoles): string {
	if (!member) return `${id}  is not a member\n`;
	const lines = recordOf(member, guild)
		.filter(([name, value]) => name !== 'id' && value !== null && (!Array.isArray(value) || value.length > 0))
		.map(
			([name, value]) => `  ${name.padEnd(30)}${harmless(Array.isArray(value) ? value.join(', ') : String(value))}\n`,
		);
	return [`${id}\n`, ...lines].join('');
}

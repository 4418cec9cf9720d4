import type { Command } from 'commander';
import { id } from '../arguments/index.js';
import {
	type Change,
	COMPARED,
	type ComparedMember,
	checkSides,
	comparableFields,
	compare,
	describeChange,
	readFileSide,
	refusePartial,
	type Side,
} from '../comparing/index.js';
import { readGuild } from '../connection/index.js';
import { CommandError, EXIT, wrongUsage } from '../errors/index.js';
import { type Filters, fieldsOfFilters, queryOf } from '../filters/index.js';
import { readList } from '../listing/index.js';
import {
	type AskingOptions,
	askingCommand,
	type Context,
	examples,
	NOTICED,
	openApi,
	quietOption,
	withProgress,
} from './Context.js';

interface DiffOptions extends AskingOptions {
	readonly guild?: string;
	readonly partial?: boolean;
	readonly json?: boolean;
}

/** What stands for the list of now. */
const NOW = 'now';
/** Lines are written together, not one by one. */
const LINES = 500;

/** `rollcall diff`: two exports, or an export and now. */
export function diffCommand(context: Context): Command {
	return askingCommand('diff', 'Says who joined, left, or has other names or roles, from one export to another.')
		.argument('<old>', 'an export')
		.argument('<new>', `another export, or ${NOW} for the list of this moment`)
		.option('--guild <id>', `the guild of ${NOW}, if OLD has no description that names it`, id)
		.option('--partial', 'compare lists that are not complete, too')
		.option('--json', 'print a line of JSON for each change')
		.addOption(quietOption())
		.addHelpText(
			'after',
			`\nEnds with code 0 if nothing has changed, with 4 if something has, and with 3 if a list is not complete (--partial).\nOnly ${NOW} needs a token.`,
		)
		.addHelpText('after', NOTICED)
		.addHelpText('after', examples('rollcall diff monday.csv friday.csv', 'rollcall diff monday.csv now --json'))
		.action(async (before: string, after: string, options: DiffOptions) =>
			context.end(await runDiff(context, before, after, options)),
		);
}

async function runDiff(context: Context, old: string, next: string, options: DiffOptions): Promise<number> {
	if (options.guild !== undefined && next !== NOW)
		throw wrongUsage(`--guild is for a comparison with ${NOW}. Two exports name their guilds themselves.`);
	const before = await readFileSide(old);
	refusePartial(before, options.partial === true); // before Discord is asked for a list
	const after = next === NOW ? await readNow(context, before, options) : await readFileSide(next);
	const doubts = checkSides(before, after, options.partial === true);
	const { terminal } = context;
	const fields = comparableFields(before, after);
	const left = COMPARED.filter((name) => !fields.includes(name));
	if (left.length > 0 && !options.quiet) terminal.say(`Not compared, because an export lacks it: ${left.join(', ')}.`);
	const counts = await show(context, compare(before, after), options.json);
	const changes = counts.joined + counts.left + counts.changed;
	if (!options.quiet) terminal.say(`${counts.joined} joined, ${counts.left} left, ${counts.changed} changed.`);
	for (const doubt of doubts)
		terminal.say(`NOT KNOWN TO BE COMPLETE: ${doubt}. Members that it lacks seem to have left or joined.`);
	// Of a list that lacks members nobody knows what has changed, whatever was found.
	if ([before, after].some(({ facts }) => facts.complete === false)) return EXIT.incomplete;
	return changes > 0 ? EXIT.different : EXIT.complete;
}

async function show({ terminal, surroundings }: Context, changes: Iterable<Change>, asJson = false) {
	const counts = { joined: 0, left: 0, changed: 0 };
	let lines: string[] = [];
	const flush = async () => {
		surroundings.signal.throwIfAborted();
		if (lines.length > 0) await terminal.print(lines.join(''));
		lines = [];
	};
	for (const change of changes) {
		counts[change.change]++;
		lines.push(`${asJson ? JSON.stringify(change) : describeChange(change)}\n`);
		if (lines.length >= LINES) await flush();
	}
	await flush();
	return counts;
}

/** The members of this moment, chosen as those of the export were. */
async function readNow(context: Context, { name, facts }: Side, options: DiffOptions): Promise<Side> {
	const guildId = options.guild ?? facts.guildId;
	if (guildId === undefined) throw wrongUsage(`${name} has no description that names its guild. Pass --guild ID.`);
	if (facts.guildId !== undefined && facts.guildId !== guildId)
		throw new CommandError(`${name} is of guild ${facts.guildId}, not of ${guildId}.`);
	return withProgress(context, options.quiet, async (progress) => {
		progress.begin('Asking for the guild');
		const { surroundings } = context;
		const api = await openApi(context, options, progress);
		await readGuild(api, guildId);
		const filters: Filters = facts.filters ?? {};
		const fields = ['user.username', 'user.global_name', 'nick', ...fieldsOfFilters(filters)] as const;
		const list = await readList(api, { guildId, fields, progress, surroundings });
		const { complete, reason } = list.metadata;
		const doubt = list.error?.message ?? reason;
		const members = new Map<string, ComparedMember['values']>();
		for (const { user, nick, roles } of list.roster.query(queryOf(filters)))
			members.set(user.id, {
				username: user.username,
				global_name: user.global_name ?? '',
				nick: nick ?? '',
				roles: [...roles].sort().join(';'),
			});
		return {
			name: NOW,
			facts: { guildId, filters, complete, ...(doubt !== undefined && { doubt }) },
			isCsv: false,
			members,
		};
	});
}

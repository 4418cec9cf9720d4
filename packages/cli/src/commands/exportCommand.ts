import { type Command, Option } from 'commander';
import { id, moment, repeated } from '../arguments/index.js';
import { type GuildWithRoles, readGuild, VERSION } from '../connection/index.js';
import { CommandError, EXIT, wrongUsage } from '../errors/index.js';
import {
	DEFAULT_FIELDS,
	type Description,
	FIELDS,
	type FieldName,
	FileTarget,
	FORMATS,
	type Format,
	fieldOf,
	type Layout,
	parseFields,
	StreamTarget,
	type Target,
	type Written,
	writeMembers,
} from '../exporting/index.js';
import {
	checkFilters,
	type FilterOptions,
	type Filters,
	fieldsOfFilters,
	filtersOf,
	queryOf,
} from '../filters/index.js';
import { type List, readList } from '../listing/index.js';
import type { Progress } from '../progress/index.js';
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

interface ExportOptions extends AskingOptions, FilterOptions {
	readonly format: Format;
	readonly out?: string;
	readonly fields: readonly FieldName[];
	readonly excel?: boolean;
	readonly partial?: boolean;
}

/** `rollcall export`: the members of a guild as a file. */
export function exportCommand(context: Context): Command {
	const command = askingCommand('export', 'Writes the members of a guild as CSV, JSON Lines or JSON.')
		.argument('<guild>', 'id of the guild', id)
		.addOption(new Option('--format <format>', 'how to write them').choices(FORMATS).default('csv'))
		.option('--out <file>', 'file to write, with FILE.meta.json beside it; stdout if left out')
		.option('--role <name|id>', 'only holders of this role; can be repeated', repeated)
		.option('--all', 'with several --role: holders of all of them (default)')
		.option('--any', 'with several --role: holders of at least one of them')
		.option('--without-role <name|id>', 'only members who do not hold this role; can be repeated', repeated)
		.addOption(noRoleOption())
		.option('--bots', 'only bots')
		.option('--humans', 'no bots')
		.option('--joined-before <date>', 'only members who joined earlier: 2026-01-31, or with a time and a zone', moment)
		.option('--joined-after <date>', 'only members who joined later', moment)
		.addOption(
			new Option('--fields <list>', `what to write of each, with commas: ${Object.keys(FIELDS).join(', ')}`)
				.argParser(parseFields)
				.default(DEFAULT_FIELDS, DEFAULT_FIELDS.join(',')),
		)
		.option('--excel', 'CSV for spreadsheets: a byte order mark, and ids as texts (id:123)')
		.option('--partial', 'write a list that is not complete, too, and end with code 3');
	return command
		.addOption(quietOption())
		.addHelpText('after', NOTICED)
		.addHelpText(
			'after',
			examples(
				'rollcall export 81384788765712384 --out members.csv',
				'rollcall export 81384788765712384 --role Moderator --humans --excel --out moderators.csv',
				'rollcall export 81384788765712384 --format jsonl --no-role --joined-before 2026-01-01 | jq .username',
			),
		)
		.action(async (guildId: string, options: ExportOptions) => context.end(await runExport(context, guildId, options)));
}

/** commander takes `--no-role` for the opposite of `--role`; here it is a condition of its own. */
function noRoleOption(): Option {
	const option = new (class extends Option {
		override attributeName(): string {
			return 'noRole';
		}
	})('--no-role', 'only members without any role');
	option.negate = false;
	return option;
}

async function runExport(context: Context, guildId: string, options: ExportOptions): Promise<number> {
	checkFilters(options);
	if (options.excel && options.format !== 'csv') throw wrongUsage('--excel is for --format csv.');
	const target = await openTarget(context, options.out);
	try {
		const written = await withProgress(context, options.quiet, (progress) =>
			writeList(context, guildId, options, target, progress),
		);
		return report(context, written, options);
	} catch (error) {
		const rest = await target.discard();
		throw context.surroundings.signal.aborted ? new CommandError(`interrupted. ${rest}`, EXIT.interrupted) : error;
	}
}

function openTarget({ surroundings }: Context, out: string | undefined): Promise<Target> | Target {
	return out === undefined || out === '-' ? new StreamTarget(surroundings.stdout) : FileTarget.open(out);
}

async function writeList(
	context: Context,
	guildId: string,
	options: ExportOptions,
	target: Target,
	progress: Progress,
): Promise<Description> {
	const { surroundings } = context;
	progress.begin('Asking for the guild');
	const api = await openApi(context, options, progress);
	const guild = await readGuild(api, guildId);
	const filters = filtersOf(options, guild);
	const fields = [...options.fields.flatMap((name) => fieldOf(name).keep), ...fieldsOfFilters(filters)];
	const list = await readList(api, { guildId, fields, progress, surroundings });
	if (!list.metadata.complete && !options.partial) throw refusal(list);
	const layout = layoutOf(options, guild);
	// Rows and a bar would write over each other on one terminal.
	if (target instanceof StreamTarget && context.terminal.stdout.isTTY) progress.stop();
	else progress.begin('Writing');
	const chosen = list.roster.query(queryOf(filters));
	const written = await writeMembers(chosen, layout, target, surroundings.signal, (rows) =>
		progress.count(rows, chosen.size),
	);
	const description = describe(guild, list, filters, layout, written);
	await target.finish(`${JSON.stringify(description, null, 2)}\n`);
	return description;
}

function refusal({ metadata, error }: List): CommandError {
	const { totalCount, expectedCount } = metadata;
	return new CommandError(
		`Nothing was written, because the list is not complete: ${totalCount} of ${expectedCount} members. ${error?.message ?? metadata.reason ?? ''} Pass --partial to write the members that came, with a label.`,
	);
}

function layoutOf({ format, fields, excel = false }: ExportOptions, { roles }: GuildWithRoles): Layout {
	return { format, fields, excel, roleNames: new Map(roles.map(({ id, name }) => [id, name])) };
}

function describe(
	{ id, name }: GuildWithRoles,
	{ metadata, error }: List,
	filters: Filters,
	{ format, fields, excel }: Layout,
	written: Written,
): Description {
	const { complete, status, reason, asOf, totalCount, expectedCount, coverage } = metadata;
	return {
		writtenBy: `rollcall-cli ${VERSION}`,
		guild: { id, name },
		complete,
		status,
		...(reason !== undefined && { reason }),
		...(error && { error: error.code }),
		asOf: asOf === 0 ? null : new Date(asOf).toISOString(),
		rows: written.rows,
		members: totalCount,
		expectedMembers: expectedCount,
		coverage,
		filters,
		format,
		fields,
		excel,
		sha256: written.sha256,
	};
}

/** The last line: what was written, and what it lacks. */
function report({ terminal }: Context, written: Description, { out, quiet }: ExportOptions): number {
	const { complete, rows, members, expectedMembers, reason } = written;
	const where = out === undefined || out === '-' ? 'stdout' : out;
	if (complete) {
		const unusual = reason === undefined ? '' : ` Note: ${reason}.`;
		if (!quiet) terminal.say(`Wrote ${rows} members to ${where}. The list is complete.${unusual}`);
		return EXIT.complete;
	}
	terminal.say(
		`NOT COMPLETE: wrote ${rows} members to ${where}, from ${members} of ${expectedMembers} members of the guild${reason === undefined ? '' : `; ${reason}`}`,
	);
	return EXIT.incomplete;
}

import { AttachmentBuilder, type Guild, MessageFlags } from 'discord.js';
import type { FetchMetadata, MembersResult, RawMember } from 'rollcall';
import { type Cell, idCell } from 'rollcall-csv';
import { type PackedCsv, packCsv } from '../csv/index.js';
import { UserError } from '../errors/index.js';
import type { CommandContext, GuildCommandInteraction } from '../interfaces/Command.js';
import { type Localiser, Markup, whyNotComplete } from '../localisation/index.js';
import type { SharedWork } from '../work/index.js';
import { membersTexts } from './membersTexts.js';

const HEADER = [
	'user_id',
	'username',
	'global_name',
	'nickname',
	'is_bot',
	'joined_at',
	'boosting_since',
	'timed_out_until',
	'role_names',
	'role_ids',
];

/** Sends the list as CSV to the caller only. The limit of Discord decides whether it is compressed or split. */
export async function sendExport(
	interaction: GuildCommandInteraction,
	learned: MembersResult,
	{ t, answer, signal }: CommandContext,
	work: SharedWork,
): Promise<void> {
	if (!learned.success && learned.roster.size === 0)
		throw new UserError(membersTexts.exportNothing, { reason: whyNotComplete(learned) });
	const { guild, attachmentSizeLimit: limit } = interaction;
	const pack = async (stop: AbortSignal) => {
		const packed = await packCsv(HEADER, rowsOf(learned.roster.rows(), guild), limit, stop);
		return { packed, result: learned };
	};
	// Everyone that asks while the list is being packed gets that list.
	const { packed, result } = await work.do({ guildId: guild.id, what: `export ${limit}` }, signal, pack);
	const files = packed.parts.map((bytes, index) => file(bytes, packed, index, result.metadata));
	const [first] = files;
	await answer({ content: describe(t, packed, result), ...(first && { files: [first] }) });
	for (const [index, next] of files.slice(1).entries()) {
		signal.throwIfAborted();
		const content = t(membersTexts.exportPart, { part: index + 2, parts: files.length });
		await interaction.followUp({ content, files: [next], flags: MessageFlags.Ephemeral });
	}
}

function* rowsOf(members: Iterable<RawMember>, guild: Guild): Generator<Cell[]> {
	for (const { user, nick, joined_at, premium_since, communication_disabled_until, roles } of members) {
		// Names of roles can hold a comma, but no line break.
		const names = roles.map((id) => guild.roles.cache.get(id)?.name ?? idCell(id)).join('; ');
		const { id, username, global_name, bot } = user;
		const times = [joined_at, premium_since, communication_disabled_until];
		yield [idCell(id), username, global_name, nick, bot ?? false, ...times, names, roles.map(idCell).join('; ')];
	}
}

function file(
	bytes: Buffer,
	{ extension, parts }: PackedCsv,
	index: number,
	metadata: FetchMetadata,
): AttachmentBuilder {
	const { status, totalCount, expectedCount, asOf } = metadata;
	const claim = status === 'complete' ? 'complete' : `${status}-${totalCount}-of-${expectedCount}`;
	const part = parts.length > 1 ? [`part-${index + 1}-of-${parts.length}`] : [];
	const name = ['members', claim, new Date(asOf).toISOString().slice(0, 10), ...part].join('-');
	return new AttachmentBuilder(bytes, { name: `${name}.${extension}` });
}

function describe(t: Localiser, { rowCount, extension, parts }: PackedCsv, result: MembersResult): string {
	const { complete, totalCount: known, expectedCount: expected, asOf } = result.metadata;
	const reason = whyNotComplete(result);
	const lines = [
		complete ? '' : t(membersTexts.exportIncomplete, { known, expected, reason }),
		t(membersTexts.exported, { rows: rowCount, at: Markup.moment(asOf) }),
		extension === 'csv' ? '' : t(membersTexts.exportPacked),
		parts.length > 1 ? t(membersTexts.exportPart, { part: 1, parts: parts.length }) : '',
	];
	return lines.filter((line) => line !== '').join('\n');
}

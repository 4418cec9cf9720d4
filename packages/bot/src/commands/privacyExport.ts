import { AttachmentBuilder, type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import type { CommandContext } from '../interfaces/Command.js';
import { packJson } from '../privacy/index.js';
import type { PrivacyDesk } from './PrivacyDesk.js';
import { privacyTexts as say } from './privacyTexts.js';

/** Sends the caller everything about them. The limit of Discord decides whether it is compressed or split. */
export async function sendPrivacyExport(
	interaction: ChatInputCommandInteraction,
	{ t, answer, signal }: CommandContext,
	desk: PrivacyDesk,
	guildIds: readonly string[],
): Promise<void> {
	const { guildId, user, attachmentSizeLimit: maxBytes } = interaction;
	const isList = guildId === null;
	const pack = (stop: AbortSignal) => packJson(desk.documents(guildIds, user.id), { isList, maxBytes, signal: stop });
	const what = JSON.stringify(['privacy', user.id, maxBytes, guildIds]);
	const { parts, extension } = await desk.work.do({ guildId: guildId ?? user.id, what }, signal, pack);
	const files = parts.map((bytes, index) => {
		const part = parts.length > 1 ? `-part-${index + 1}-of-${parts.length}` : '';
		return new AttachmentBuilder(bytes, { name: `privacy${part}.${extension}` });
	});
	const partOf = (part: number) => t(say.exportPart, { part, parts: files.length });
	const lines = [
		t(isList ? say.exportedAll : say.exported),
		extension === 'json' ? '' : t(say.exportPacked),
		files.length > 1 ? partOf(1) : '',
	];
	await answer({ content: lines.filter(Boolean).join('\n'), files: files.slice(0, 1) });
	for (const [index, file] of files.slice(1).entries()) {
		signal.throwIfAborted();
		await interaction.followUp({ content: partOf(index + 2), files: [file], flags: MessageFlags.Ephemeral });
	}
}

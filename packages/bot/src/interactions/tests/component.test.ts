import { ActionRowBuilder, ButtonBuilder, ButtonStyle, PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../interfaces/Command.js';
import { startBot } from '../../tests/startBot.js';
import { aMember } from './aMember.js';
import { refuse } from './refuse.js';
import { startWith } from './startWith.js';

describe('a component', () => {
	const button = (customId: string) => ({
		content: 'Here.',
		components: [
			new ActionRowBuilder<ButtonBuilder>().addComponents(
				new ButtonBuilder().setCustomId(customId).setLabel('More').setStyle(ButtonStyle.Primary),
			),
		],
	});

	it('goes to the command that made it', async () => {
		const { actor } = await startWith({
			execute: (_, { answer }) => answer(button('try:page:2')),
			async onComponent(interaction) {
				if (interaction.isButton()) await interaction.update({ content: interaction.customId, components: [] });
			},
		});
		const owner = actor();
		const shown = await owner.runs('try').answer();
		expect(await owner.clicks(shown, 'More').answer()).toMatchObject({ kind: 'update', content: 'try:page:2' });
	});

	it.each([
		['a form of nobody', 5, 'gone'],
		['a form of a command that has none', 5, 'jamsu:form'],
		['a form of a command without components', 5, 'report-schedule'],
		['a button of nobody', 3, 'gone:1'],
		['a button of a command without components', 3, 'report-schedule:1'],
		['a button without a name', 3, ':'],
	])('is answered if it is unknown: %s', async (_, type, custom_id) => {
		const { emulator, bot, guild } = await startBot();
		const data = type === 5 ? { custom_id, components: [] } : { custom_id, component_type: 2 };
		const message = guild.chat.post([...guild.channels.keys()][0] ?? '', guild.memberAt(0).user, { content: 'x' });
		const botId = bot.client.user?.id ?? '';
		const sent = emulator.interactions.send({ botId, guildId: guild.id, type, data, ...(type === 3 && { message }) });
		expect(await sent.answer()).toMatchObject({
			content: expect.stringContaining('no longer '),
			isEphemeral: true,
		});
	});

	it.each([
		['needs the permissions of its command', {}, 'You need these permissions for that: Manage Server.'],
		['unless the command says otherwise', { componentsRequire: [] }, 'done'],
	])('%s', async (_, parts, content) => {
		const stage = await startWith({
			requires: PermissionFlagsBits.ManageGuild,
			execute: (__, { answer }) => answer(button('try')),
			onComponent: (__, { answer }) => answer('done'),
			...parts,
		});
		const shown = await stage.actor().runs('try').answer();
		expect(await stage.actor(aMember(stage)).clicks(shown, 'More').answer()).toMatchObject({ content });
	});

	it('is answered if its command takes none, or if its work fails after an update', async () => {
		const first = await startWith({ execute: (_, { answer }) => answer(button('gone:old')) });
		const shown = await first.actor().runs('try').answer();
		expect(await first.actor().clicks(shown, 'More').answer()).toMatchObject({
			content: expect.stringContaining('no longer '),
			isEphemeral: true,
		});
		const parts: Partial<Command> = {
			execute: (_, { answer }) => answer(button('try')),
			async onComponent(interaction) {
				if (interaction.isButton()) await interaction.deferUpdate();
				refuse();
			},
		};
		const second = await startWith(parts);
		const message = await second.actor().runs('try').answer();
		expect(await second.actor().clicks(message, 'More').answer()).toMatchObject({
			content: 'Not so.',
			isEphemeral: true,
		});
		expect(message.interaction.message?.content).toBe('Here.');
	});
});

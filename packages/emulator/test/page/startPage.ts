import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	Client,
	EmbedBuilder,
	Events,
	GatewayIntentBits,
	type Interaction,
	MessageFlags,
	ModalBuilder,
	StringSelectMenuBuilder,
	TextInputBuilder,
	TextInputStyle,
	UserSelectMenuBuilder,
} from 'discord.js';
import { ControlServer, DiscordEmulator, type EmulatorOptions, FreezableClock } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';

/** An emulator with its page. */
export async function startPage(options: EmulatorOptions = {}) {
	const clock = new FreezableClock();
	const emulator = new DiscordEmulator({ guilds: [{ members: 300 }], ...options }, clock);
	const server = new ControlServer(emulator, clock, { page: true });
	await emulator.start();
	await server.start();
	onTestFinished(async () => {
		await server.stop();
		await emulator.stop();
	});
	return { emulator, server, clock, guild: emulator.world.guild(), url: server.pageUrl ?? '' };
}

/** One pixel. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const hours = [{ type: 4, name: 'days', description: 'How many days.', required: true }] as const;
const COMMANDS = [
	{ name: 'report', description: 'Shows the hours of everybody.', options: hours },
	{ name: 'silent', description: 'Says nothing.' },
	{
		name: 'pick',
		description: 'Proposes something.',
		options: [{ type: 3, name: 'what', description: 'What.', autocomplete: true }],
	},
	{ name: 'Look', type: 2 },
	{ name: 'Keep', type: 3 },
];

/** A small bot that answers with an embed, a button, a menu and a form. */
export async function startBot(emulator: DiscordEmulator): Promise<Client<true>> {
	const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers];
	const bot = new Client({ intents, rest: { api: emulator.restUrl } });
	const ready = new Promise((resolve) => bot.once(Events.ClientReady, resolve));
	bot.on(Events.Error, () => undefined);
	bot.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => undefined));
	onTestFinished(() => bot.destroy());
	await bot.login(emulator.token);
	await ready;
	await bot.application?.commands.set(COMMANDS);
	return bot as Client<true>;
}

async function answer(interaction: Interaction): Promise<unknown> {
	if (interaction.isChatInputCommand() && interaction.commandName === 'report') {
		await interaction.deferReply();
		return interaction.editReply(report(interaction.options.getInteger('days', true)));
	}
	if (interaction.isAutocomplete())
		return interaction.respond([{ name: `Proposal for ${interaction.options.getFocused()}`, value: 'the value' }]);
	if (interaction.isChatInputCommand() && interaction.commandName === 'pick') {
		const files = [{ attachment: PICTURE, name: 'dot.png' }];
		return interaction.reply({ content: `Picked ${interaction.options.getString('what')}`, files });
	}
	if (interaction.isUserContextMenuCommand()) {
		await interaction.targetUser.send('Direct words');
		return interaction.reply(`Looked at ${interaction.targetUser}`);
	}
	if (interaction.isMessageContextMenuCommand()) return interaction.reply(`Kept ${interaction.targetMessage.content}`);
	if (interaction.isButton() && interaction.customId === 'form') return interaction.showModal(form);
	if (interaction.isButton()) return interaction.reply({ content: 'A **secret**', flags: MessageFlags.Ephemeral });
	if (interaction.isUserSelectMenu()) return interaction.reply(`${interaction.values.length} of them`);
	if (interaction.isStringSelectMenu()) return interaction.update({ content: `Sorted by ${interaction.values[0]}` });
	if (interaction.isModalSubmit()) return interaction.reply(`${interaction.fields.getTextInputValue('hours')} hours`);
	return undefined;
}

function report(days: number) {
	const embed = new EmbedBuilder()
		.setTitle(`Report of ${days} days`)
		.addFields({ name: 'Active', value: '`12` members' });
	const button = (id: string, label: string) =>
		new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);
	const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
		button('more', 'Tell me'),
		button('form', 'Set hours'),
	);
	const menu = new StringSelectMenuBuilder()
		.setCustomId('sort')
		.setPlaceholder('Sort')
		.addOptions({ label: 'By name', value: 'name' }, { label: 'By hours', value: 'hours' });
	const menus = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu);
	const who = new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Who').setMaxValues(3);
	const users = new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(who);
	return { embeds: [embed], components: [buttons, menus, users] };
}

const field = new TextInputBuilder().setCustomId('hours').setLabel('How many hours?').setStyle(TextInputStyle.Short);
const form = new ModalBuilder()
	.setCustomId('hours')
	.setTitle('Required hours')
	.addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(field));

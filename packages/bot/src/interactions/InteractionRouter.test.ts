import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	type GuildMember,
	MessageFlags,
	PermissionFlagsBits,
	SlashCommandBuilder,
} from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import type { Command } from '../commands/Command.js';
import { UserError } from '../errors/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { texts } from '../localisation/index.js';
import { aCommand } from '../tests/aCommand.js';
import { type Stage, type StartBotOptions, startBot } from '../tests/startBot.js';
import { until } from '../tests/until.js';

const sorry = texts({ no: { en: 'Not {what}.', ko: '{what} 안 됩니다.' } });
const refuse = () => {
	throw new UserError(sorry.no, { what: 'so' });
};

const startWith = (command: Partial<Command>, options: StartBotOptions = {}) =>
	startBot({ ...aCommand(command), ...options });

/** Somebody who is no owner, no bot and has no role that gives anything. */
function aMember({ guild }: Stage): string {
	const { user } = guild.join();
	return user.id;
}

describe('a command', () => {
	it('is run with the member that came along, although the client keeps none', async () => {
		let seen: GuildMember | undefined;
		const stage = await startWith({
			async execute({ member, guild }, { answer }) {
				seen = member;
				await answer(String(guild.members.cache.has(member.id)));
			},
		});
		const id = aMember(stage);
		const role = stage.guild.createRole({ name: 'seen' }).id;
		stage.guild.addRole(id, role);
		expect(await stage.actor(id).runs('try').answer()).toMatchObject({ content: 'false' });
		expect([seen?.id, seen?.roles.cache.has(role)]).toEqual([id, true]);
	});

	it.each<[NonNullable<Command['defer']>, boolean]>([
		['public', false],
		['ephemeral', true],
		[() => 'ephemeral', true],
	])('that is deferred as %s is deferred before its work begins', async (defer, isEphemeral) => {
		let wasDeferred = false;
		const { actor } = await startWith({
			defer,
			async execute({ deferred }, { answer }) {
				wasDeferred = deferred;
				await answer('done');
			},
		});
		const answer = await actor().runs('try').answer();
		expect(answer).toMatchObject({ content: 'done', isEphemeral, wasDeferred: true });
		expect(wasDeferred).toBe(true);
	});

	it('answers to the user alone where it says so', async () => {
		const { actor } = await startWith({ execute: (_, { answer }) => answer({ content: 'psst', ephemeral: true }) });
		expect(await actor().runs('try').answer()).toMatchObject({
			content: 'psst',
			isEphemeral: true,
			wasDeferred: false,
		});
	});

	it('pings nobody', async () => {
		const { actor } = await startWith({ execute: (_, { answer }) => answer('@everyone') });
		const sent = actor().runs('try');
		await sent.answer();
		expect(sent.replies[0]?.body).toMatchObject({ data: { allowed_mentions: { parse: [] } } });
	});

	it('asks for the permissions that it needs, also where Discord let the user through', async () => {
		let runs = 0;
		const stage = await startWith({
			requires: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageRoles,
			async execute(_, { answer }) {
				runs++;
				await answer('done');
			},
		});
		const id = aMember(stage);
		const refused = await stage.actor(id).runs('try', {}, { force: true }).answer();
		expect(refused).toMatchObject({
			content: 'You need these permissions for that: Manage Guild, Manage Roles.',
			isEphemeral: true,
		});
		const role = stage.guild.createRole({ permissions: String(PermissionFlagsBits.Administrator) });
		stage.guild.addRole(id, role.id);
		expect(await stage.actor(id).runs('try').answer()).toMatchObject({ content: 'done' });
		expect(runs).toBe(1);
	});

	it('rests after a run, for each user alone, and not after a run that failed', async () => {
		const clock = new ManualClock();
		let isWrong = true;
		const stage = await startWith(
			{
				cooldownSeconds: 30,
				validate: () => {
					if (isWrong) refuse();
				},
			},
			{ clock },
		);
		const run = async (id?: string) => (await stage.actor(id).runs('try').answer()).content;
		expect(await run()).toBe('Not so.');
		isWrong = false;
		expect(await run()).toBe('done');
		expect(await run()).toBe('Please wait 30 seconds before you use this again.');
		expect(await run(aMember(stage))).toBe('done');
		clock.advance(29_001);
		expect(await run()).toBe('Please wait 1 second before you use this again.');
		clock.advance(1_000);
		expect(await run()).toBe('done');
	});

	it('that there is no more is answered', async () => {
		const { emulator, bot, guild } = await startBot();
		const data = { id: '1', name: 'gone', type: 1, options: [] };
		const sent = emulator.interactions.send({ botId: bot.client.user?.id ?? '', guildId: guild.id, data });
		expect(await sent.answer()).toMatchObject({ content: expect.stringContaining('do not know'), isEphemeral: true });
	});

	it('waits for the start of the bot, when it comes during it', async () => {
		let go = () => {};
		const going = new Promise<void>((resolve) => {
			go = resolve;
		});
		const { extend } = aCommand({});
		const { emulator, bot, actor } = await startBot(aCommand({}));
		await bot.stop();
		const started = startBot({
			on: emulator,
			extend: (container) => {
				extend?.(container);
				container.registerInstance(DI_TOKENS.Feature, { name: 'slow', start: () => going });
			},
		});
		await until(() => emulator.stats.bot().identifies === 2);
		const sent = actor().runs('try');
		await until(() => emulator.stats.bot().dispatches.INTERACTION_CREATE === 1);
		expect(sent.isAcknowledged).toBe(false);
		go();
		await started;
		expect(await sent.answer()).toMatchObject({ content: 'done' });
	});
});

describe('a failure', () => {
	const secret = 'SELECT hush FROM tokens';
	const fail = () => {
		throw new Error(secret);
	};

	it.each([
		['before anything was answered', {}, 0],
		['behind a private deferral', { defer: 'ephemeral' }, 0],
		['behind a public deferral', { defer: 'public' }, 0],
		['behind progress that all could see', { defer: 'public' }, 1],
	] as const)('%s is told to the user alone, with the id that is in the log', async (_, parts, progress) => {
		const { actor, log } = await startWith({
			...parts,
			async execute(__, context) {
				if (progress > 0) await context.progress('half way');
				fail();
			},
		});
		const sent = actor().runs('try');
		const { content, isEphemeral } = await sent.answer(({ content }) => content.startsWith('Sorry'));
		expect(isEphemeral).toBe(true);
		expect(content).not.toContain('hush');
		const errorId = /`([0-9a-f]{8})`/.exec(content)?.[1];
		expect(log).toContainEqual(
			expect.objectContaining({ errorId, command: 'try', err: expect.objectContaining({ message: secret }) }),
		);
		const isPublicLeft = sent.message !== undefined && !((sent.message.flags ?? 0) & MessageFlags.Ephemeral);
		expect(isPublicLeft).toBe(false);
	});

	it('after the answer leaves the answer there', async () => {
		const { actor } = await startWith({
			defer: 'public',
			async execute(_, { answer }) {
				await answer('done');
				fail();
			},
		});
		const sent = actor().runs('try');
		const apology = await sent.answer(({ content }) => content.startsWith('Sorry'));
		expect(apology.isEphemeral).toBe(true);
		expect(sent.message?.content).toBe('done');
	});

	it('of the user is said in the language of the user, and is no failure in the log', async () => {
		const { actor, log } = await startWith({ defer: 'public', execute: refuse });
		const answer = await actor(undefined, { locale: 'ko' }).runs('try').answer();
		expect(answer).toMatchObject({ content: 'so 안 됩니다.', isEphemeral: true });
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
	});

	it('of what is looked at first comes without a deferral', async () => {
		const { actor } = await startWith({ defer: 'public', validate: refuse });
		expect(await actor().runs('try').answer()).toMatchObject({ isEphemeral: true, wasDeferred: false });
	});

	it('of Discord to take the answer is logged, without the token of the interaction', async () => {
		const { actor, emulator, log } = await startWith({});
		emulator.faults.add({
			on: 'rest',
			route: 'interactionCallback',
			status: 400,
			body: { code: 0, message: 'No' },
			times: 2,
		});
		const sent = actor().runs('try');
		await until(() => log.some(({ msg }) => String(msg).includes('could not be told')));
		expect(log).toContainEqual(expect.objectContaining({ level: 50, command: 'try' }));
		expect(JSON.stringify(log)).not.toContain(sent.data.token);
	});
});

describe('a component', () => {
	const button = (customId: string) => ({
		content: 'Here.',
		components: [
			new ActionRowBuilder<ButtonBuilder>().addComponents(
				new ButtonBuilder().setCustomId(customId).setLabel('More').setStyle(ButtonStyle.Primary),
			),
		],
	});

	it('comes to the command that made it', async () => {
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
		['needs the permissions of its command', {}, 'You need these permissions for that: Manage Guild.'],
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

	it('of a command that takes none is answered; so is one whose work fails behind an update', async () => {
		const first = await startWith({ execute: (_, { answer }) => answer(button('gone:old')) });
		const shown = await first.actor().runs('try').answer();
		expect(await first.actor().clicks(shown, 'More').answer()).toMatchObject({
			content: expect.stringContaining('do not know'),
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

describe('a suggestion', () => {
	const data = new SlashCommandBuilder()
		.setName('try')
		.setDescription('Tries')
		.addStringOption((option) => option.setName('what').setDescription('What').setAutocomplete(true))
		.toJSON();

	it('comes from the command', async () => {
		const { actor } = await startWith({ data, autocomplete: (asked) => asked.respond([{ name: 'one', value: '1' }]) });
		const { choices } = await actor().autocompletes('try', { what: 'o' }, 'what').answer();
		expect(choices).toEqual([{ name: 'one', value: '1' }]);
	});

	it('that fails is none', async () => {
		const { actor, log } = await startWith({ data, autocomplete: () => Promise.reject(new Error('broken')) });
		expect((await actor().autocompletes('try', { what: 'o' }, 'what').answer()).choices).toEqual([]);
		expect(log).toContainEqual(expect.objectContaining({ level: 40, msg: 'Nothing could be suggested' }));
	});
});

describe('a stop', () => {
	/** A command that goes on until the test lets it. */
	function aSlowCommand(parts: Partial<Command> = {}) {
		let finish = () => {};
		const finished = new Promise<void>((resolve) => {
			finish = resolve;
		});
		const signals: AbortSignal[] = [];
		const command: Partial<Command> = {
			defer: 'public',
			async execute(_, { answer, signal }) {
				signals.push(signal);
				await finished;
				await answer('done');
			},
			...parts,
		};
		return { command, signals, finish: () => finish() };
	}

	it('lets what runs finish', async () => {
		const { command, finish } = aSlowCommand();
		const { actor, bot } = await startWith(command);
		const sent = actor().runs('try');
		await sent.waitFor();
		const stopped = bot.stop();
		finish();
		await stopped;
		expect(sent.message?.content).toBe('done');
	});

	it('hands back what does not finish in time, and the work hears of it', async () => {
		const clock = new ManualClock();
		const { command, signals, finish } = aSlowCommand();
		const { actor, bot, log } = await startWith(command, { clock });
		const sent = actor().runs('try');
		await until(() => signals.length === 1);
		const stopped = bot.stop();
		clock.advance(2_000);
		expect(await sent.answer()).toMatchObject({ content: expect.stringContaining('restarting'), isEphemeral: true });
		await stopped;
		expect(signals[0]?.aborted).toBe(true);
		finish();
		await new Promise(setImmediate);
		expect(sent.answers).toHaveLength(1);
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
	});

	it('takes no further command', async () => {
		const clock = new ManualClock();
		const { command, signals } = aSlowCommand();
		const { actor, bot } = await startWith(command, { clock });
		const first = actor().runs('try');
		await until(() => signals.length === 1);
		const stopped = bot.stop();
		const late = actor().runs('try');
		expect(await late.answer()).toMatchObject({ content: expect.stringContaining('restarting'), wasDeferred: false });
		clock.advance(2_000);
		await first.answer();
		await stopped;
		expect(signals).toHaveLength(1);
	});
});

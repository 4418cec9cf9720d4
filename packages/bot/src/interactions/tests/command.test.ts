import { type GuildMember, PermissionFlagsBits } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { AbsenceStore } from '../../absences/index.js';
import type { Command } from '../../interfaces/Command.js';
import { DI_TOKENS } from '../../interfaces/tokens.js';
import { aCommand } from '../../tests/aCommand.js';
import { loseAnswer } from '../../tests/loseAnswer.js';
import { startBot } from '../../tests/startBot.js';
import { until } from '../../tests/until.js';
import { aMember } from './aMember.js';
import { refuse } from './refuse.js';
import { startWith } from './startWith.js';

describe('a command', () => {
	it('runs with the member from the payload, although the client keeps none', async () => {
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

	it('answers only the user if it says so', async () => {
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

	it('requires its permissions, even if Discord let the user through', async () => {
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
			content: 'You need these permissions for that: Manage Server, Manage Roles.',
			isEphemeral: true,
		});
		const role = stage.guild.createRole({ permissions: String(PermissionFlagsBits.Administrator) });
		stage.guild.addRole(id, role.id);
		expect(await stage.actor(id).runs('try').answer()).toMatchObject({ content: 'done' });
		expect(runs).toBe(1);
	});

	it('has a cooldown for each user, but not after a failed run', async () => {
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

	it.each([
		{ name: 'gone', type: 1, options: [] },
		{ name: 'report', type: 2, target_id: '1' },
		{ name: 'report', type: 3, target_id: '1' },
	])('that does not exist is answered: %j', async (what) => {
		const { emulator, bot, guild } = await startBot();
		const data = { id: '1', ...what, resolved: {} };
		const sent = emulator.interactions.send({ botId: bot.client.user?.id ?? '', guildId: guild.id, data });
		expect(await sent.answer()).toMatchObject({
			content: expect.stringContaining('no longer exists'),
			isEphemeral: true,
		});
	});

	it('waits for the start of the bot if it comes during the start', async () => {
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

it.each(['privacy show', 'members count'])(
	'/%s is answered if Discord received the deferral and did not say so',
	async (command) => {
		const stage = await startBot();
		loseAnswer(stage, () => sent.isAcknowledged);
		const sent = stage.actor().runs(command);
		expect(await sent.answer()).toMatchObject({
			wasDeferred: true,
			isEphemeral: command === 'privacy show',
		});
	},
);

describe('If Discord received an answer and did not say so', () => {
	it('a reply stays, and is followed by the next one', async () => {
		const stage = await startWith({
			async execute(_, { progress, answer }) {
				await progress({ content: 'half way', ephemeral: true });
				await answer('done');
			},
		});
		loseAnswer(stage, () => sent.isAcknowledged);
		const sent = stage.actor().runs('try');
		expect(await sent.answer(({ content }) => content === 'done')).toMatchObject({ isEphemeral: true });
		expect(stage.log.filter(({ level }) => level === 50)).toEqual([]);
	});

	it.each(['members roles', 'jamsu list'])('the next page of /%s stays', async (command) => {
		const stage = await startBot();
		const absences = stage.container.resolve(AbsenceStore);
		for (const { user } of [...stage.guild.members()].slice(0, 40))
			absences.set({ guildId: stage.guild.id, userId: user.id, setBy: user.id, until: Date.now() + 1e9, reason: null });
		const first = await stage.actor().runs(command).answer();
		loseAnswer(stage, () => sent.isAcknowledged);
		const sent = stage.actor().clicks(first, 'Next');
		expect((await sent.answer()).embeds[0]?.footer?.text).toContain('Page 2');
		await until(() => sent.refusals.length > 0);
		await stage.actor().runs('privacy show').answer(); // by then the bot has received the refusal
		expect(stage.log.filter(({ level }) => level === 50)).toEqual([]);
	});
});

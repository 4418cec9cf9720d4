import {
	AttachmentBuilder,
	type ChatInputCommandInteraction,
	MessageFlags,
	ModalBuilder,
	TextInputBuilder,
} from 'discord.js';
import { DiscordEmulator, ManualClock } from 'rollcall-emulator';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { aStage, type Stage } from './stage.js';

let stage: Stage;
const run = () => stage.emulator.actor().runs('go');
const onCommand = (answer: (interaction: ChatInputCommandInteraction<'cached'>) => unknown) =>
	stage.onInteraction(answer);
const shown = () =>
	stage.emulator.world
		.guild()
		.chat.messages([...stage.emulator.world.guild().channels.keys()][0] as string)
		.latest(50);

beforeAll(async () => {
	stage = await aStage();
	await stage.register({ name: 'go', description: 'Goes.' });
});

describe('the answer of a bot', () => {
	it('is its first message, with embeds, components and the files byte by byte', async () => {
		const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10]);
		onCommand((interaction) =>
			interaction.reply({
				content: 'Here.',
				embeds: [{ title: 'Report', image: { url: 'attachment://chart.png' } }],
				files: [
					new AttachmentBuilder(Buffer.from(png), { name: 'chart.png', description: 'A chart' }),
					{ attachment: Buffer.from('이름,시간\r\n'), name: 'all.csv' },
				],
			}),
		);
		const answer = await run().answer();
		expect(answer).toMatchObject({ kind: 'message', content: 'Here.', isEphemeral: false, wasDeferred: false });
		expect(answer.embeds[0]?.title).toBe('Report');
		expect(answer.files.map(({ name }) => name)).toEqual(['chart.png', 'all.csv']);
		expect(answer.files[0]?.bytes).toEqual(png);
		expect(Buffer.from(answer.files[1]?.bytes ?? []).toString()).toBe('이름,시간\r\n');
		expect(answer.message?.attachments[0]).toMatchObject({ filename: 'chart.png', description: 'A chart', size: 8 });
		expect(shown()[0]?.id).toBe(answer.message?.id);
	});

	it('is the edit or followup that fills in a deferral', async () => {
		onCommand(async (interaction) => {
			await interaction.deferReply();
			await interaction.editReply('edited');
		});
		const edited = run();
		expect(await edited.answer()).toMatchObject({ content: 'edited', wasDeferred: true });
		expect(edited.isDeferred).toBe(false);
		onCommand(async (interaction) => {
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.followUp('followed');
		});
		const followed = run();
		expect(await followed.answer()).toMatchObject({ content: 'followed', wasDeferred: true, isEphemeral: true });
		expect(followed.message?.content).toBe('followed');
	});

	it('shows a deferral as such until then', async () => {
		let go: (value?: unknown) => void = () => undefined;
		const gate = new Promise((resolve) => {
			go = resolve;
		});
		onCommand(async (interaction) => {
			await interaction.deferReply();
			await gate;
			await interaction.editReply('done');
		});
		const sent = run();
		await sent.waitFor();
		expect([sent.isDeferred, sent.message?.flags, sent.answers]).toEqual([true, MessageFlags.Loading, []]);
		go();
		expect((await sent.answer()).content).toBe('done');
	});

	it('may follow edits of progress, which have their times', async () => {
		onCommand(async (interaction) => {
			await interaction.deferReply();
			for (const share of ['10 %', '60 %', 'done']) await interaction.editReply(share);
		});
		const sent = run();
		expect((await sent.answer(({ content }) => content === 'done')).content).toBe('done');
		expect(sent.edits.map(({ message }) => message?.content)).toEqual(['10 %', '60 %', 'done']);
		for (const { at } of sent.edits) expect(at).toBeGreaterThanOrEqual(sent.createdAt);
	});

	it('is only visible to the caller if it is ephemeral', async () => {
		onCommand((interaction) => interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }));
		const answer = await run().answer();
		expect([answer.content, answer.isEphemeral]).toEqual(['psst', true]);
		expect(shown().map(({ content }) => content)).not.toContain('psst');
	});

	it('keeps the files of a message through edits, unless the edit says which ones stay', async () => {
		onCommand(async (interaction) => {
			await interaction.reply({ files: [{ attachment: Buffer.from('1'), name: '1.txt' }] });
			await interaction.editReply('with text');
			await interaction.editReply({ files: [{ attachment: Buffer.from('2'), name: '2.txt' }] });
			await interaction.editReply({ content: 'bare', attachments: [] });
		});
		const sent = run();
		await sent.answer(({ content }) => content === 'bare');
		const names = sent.answers.map(({ files }) => files.map(({ name }) => name));
		expect(names).toEqual([['1.txt'], ['1.txt'], ['2.txt'], []]);
	});

	it('may be a form', async () => {
		onCommand((interaction) =>
			interaction.showModal(
				new ModalBuilder({
					customId: 'why',
					title: 'Why?',
					components: [
						{ type: 1, components: [new TextInputBuilder({ customId: 'a', label: 'A', style: 1 }).toJSON()] },
					],
				}),
			),
		);
		expect(await run().answer()).toMatchObject({ kind: 'modal', modal: { custom_id: 'why', title: 'Why?' } });
	});

	it('names what was refused, and why, when the wait is over', async () => {
		onCommand(async (interaction) => {
			await interaction.deferReply();
			await interaction.editReply('x'.repeat(2001)).catch(() => undefined);
		});
		const sent = run();
		await expect.poll(() => sent.refusals.length).toBe(1);
		expect(sent.refusals[0]).toMatchObject({ code: 50035, body: { errors: { content: {} } } });
		await expect(sent.answer(undefined, { within: 1 })).rejects.toThrow(
			/No expected answer within 1 ms to \/go by \d+. Received: callback DeferredChannelMessageWithSource .*"code":50035/,
		);
	});
});

describe('the time of an answer', () => {
	async function onManualClock() {
		const clock = new ManualClock();
		const emulator = new DiscordEmulator({ guilds: [{ members: 60 }] }, clock);
		await emulator.start();
		onTestFinished(() => emulator.stop());
		const data = { id: '1', name: 'go', type: 1 };
		return { clock, emulator, sent: emulator.interactions.send({ botId: emulator.bots[0]?.id as string, data }) };
	}

	it('is over after three seconds without an answer, on the clock of the emulator', async () => {
		const { clock, sent } = await onManualClock();
		const answer = sent.answer(undefined, { within: 60_000 });
		clock.advance(3000);
		expect(clock.pending).toBe(2);
		clock.advance(1);
		await expect(answer).rejects.toThrow(
			/The application did not respond within 3000 ms to \/go .* Received: nothing\./,
		);
		expect(clock.pending).toBe(0);
	});

	it('is over when the emulator stops', async () => {
		const { emulator, sent } = await onManualClock();
		const answer = sent.answer();
		await Promise.all([emulator.stop(), expect(answer).rejects.toThrow(/stopped before the bot answered/)]);
	});
});

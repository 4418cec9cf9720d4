import { MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors/index.js';
import { until } from '../../tests/until.js';
import { refuse } from './refuse.js';
import { startWith } from './startWith.js';

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

	it.each([
		['at once', {}],
		['behind a deferral', { defer: 'ephemeral' }],
	] as const)('%s that quotes more than a message can hold is told as far as it goes', async (_, parts) => {
		const quoted = 'x'.repeat(6_000);
		const execute = async () => {
			throw new UserError({ en: quoted, ko: quoted });
		};
		const { actor } = await startWith({ ...parts, execute });
		expect((await actor().runs('try').answer()).content).toBe(`${'x'.repeat(1_999)}…`);
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

	it('of the user is shown in their language, and is not an error in the log', async () => {
		const { actor, log } = await startWith({ defer: 'public', execute: refuse });
		const answer = await actor(undefined, { locale: 'ko' }).runs('try').answer();
		expect(answer).toMatchObject({ content: 'so 안 됩니다.', isEphemeral: true });
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
	});

	it('of a first check comes without a deferral', async () => {
		const { actor } = await startWith({ defer: 'public', validate: refuse });
		expect(await actor().runs('try').answer()).toMatchObject({ isEphemeral: true, wasDeferred: false });
	});

	it('of sending the answer is logged, without the token of the interaction', async () => {
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

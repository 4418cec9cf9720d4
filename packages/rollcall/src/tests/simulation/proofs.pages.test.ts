import { describe, expect, it } from 'vitest';
import { compareIds } from '../../payloads/compareIds.js';
import { answerOf, aRun } from './aRun.js';
import { FAITHFUL } from './RequestPlan.js';
import type { Run } from './runScenario.js';

/** The chunks of an answer in which others are short, so that only a full page can stand for a lost one. */
const SIZE = 4_400;
const LOST = 1;

/** Ids of each chunk: full, the lost one, full, and two short ones. */
type Cut = (ids: readonly string[]) => readonly (readonly string[])[];

const faithful: Cut = (ids) => [
	ids.slice(0, 1_000),
	ids.slice(1_000, 2_000),
	ids.slice(2_000, 3_000),
	ids.slice(3_000, 3_900),
	ids.slice(3_900),
];

/** Gives an answer of our own, all but one of its chunks; `between` happens before the pages are read. */
function answering(cut: Cut, between: (run: Run, ids: readonly string[]) => void = () => {}): Run {
	const run = aRun({ size: SIZE, requests: [{ ...FAITHFUL, answer: 'silence' }] });
	const { discord } = run;
	discord.timers.after(100, () => {
		const { rows } = discord.guild.truth;
		const ids = [...rows.keys()].sort(compareIds);
		const chunks = cut(ids);
		for (const [index, chunk] of chunks.entries()) {
			discord.timers.after(index * 50, () => {
				if (index === LOST) return;
				const members = chunk.flatMap((id) => rows.get(id) ?? []);
				const body = { guild_id: discord.guild.id, members, chunk_index: index, chunk_count: chunks.length };
				discord.gateway.emit('GUILD_MEMBERS_CHUNK', { ...body, nonce: discord.lastNonce });
			});
		}
		discord.timers.after(250, () => between(run, ids));
	});
	return run;
}

describe('a page in the place of a lost chunk', () => {
	it('is enough if it has as many members as the chunk can hold, none of whom came in another', async () => {
		const answer = await answerOf(answering(faithful));
		expect(answer).toMatchObject({ status: 'complete', totalCount: SIZE, requests: { gateway: 2, rest: 1 } });
	});

	it('is not enough if it has fewer, since the others may be anywhere', async () => {
		// One member of a later range came in the lost chunk, and one of its range in a later chunk.
		const strayed: Cut = (ids) => {
			const chunks = faithful(ids).map((chunk) => [...chunk]);
			chunks[LOST] = [...ids.slice(1_000, 1_999), ids[3_500] ?? ''];
			chunks[3] = [...ids.slice(3_000, 3_500), ...ids.slice(3_501, 3_900)];
			chunks[2] = [ids[1_999] ?? '', ...ids.slice(2_000, 2_999)];
			chunks[4] = ids.slice(3_900);
			return chunks;
		};
		const answer = await answerOf(answering(strayed));
		expect(answer).toMatchObject({ status: 'complete', totalCount: SIZE });
		expect(answer.requests.rest).toBeGreaterThan(4);
	});

	it('is not enough if a newcomer makes it full, told of or not when the page is read', async () => {
		// The lost chunk has one member of a later range, so that its own range has 999; then somebody joins there.
		const strayed: Cut = (ids) => [
			ids.slice(0, 1_000),
			[...ids.slice(1_000, 1_999), ids[3_500] ?? ''],
			ids.slice(1_999, 2_999),
			[...ids.slice(2_999, 3_500), ...ids.slice(3_501, 3_900)],
			ids.slice(3_900),
		];
		for (const lagMs of [20, 300]) {
			const run = answering(strayed, ({ discord }, ids) => {
				discord.gateway.lagMs = lagMs;
				joinBetween(discord, ids[1_500] ?? '', ids[1_501] ?? '');
			});
			const answer = await answerOf(run);
			expect(answer).toMatchObject({ status: 'complete', totalCount: SIZE + 1 });
			expect(answer.requests.rest).toBeGreaterThan(4);
		}
	});

	it('is not used if one of its members has left since, and nobody is missing', async () => {
		const run = answering(faithful, ({ discord }, ids) => discord.happen('leave', ids[1_200]));
		expect(await answerOf(run)).toMatchObject({ status: 'complete', totalCount: SIZE - 1 });
	});
});

/** Somebody joins whose id lies between two others. */
function joinBetween(discord: Run['discord'], after: string, before: string): void {
	discord.happen('join', String((BigInt(after) + BigInt(before)) / 2n));
}

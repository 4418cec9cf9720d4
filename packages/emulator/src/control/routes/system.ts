import * as z from '../../bundled/zod.js';
import { cases } from '../../cases/index.js';
import { guildSchema } from '../../options/schema.js';
import type { BotStats } from '../../stats/index.js';
import { describeStatus } from '../describe.js';
import { notFound, Refused } from '../Refused.js';
import { route } from '../Route.js';
import { snapshotAnswer, statsAnswer, statusAnswer } from '../schemas/answers.js';
import { botId, inQuery, within } from '../schemas/common.js';
import { deadline } from '../waits.js';

const tag = 'The emulator';
const POLL_MS = 10;

/** Tries until it works, or until the time is over. */
async function retry(act: () => Promise<void>, ms: number, gone: AbortSignal): Promise<void> {
	const end = deadline(ms, gone);
	try {
		for (;;) {
			const failure = await act().catch((error: Error) => error);
			if (!failure) return;
			if (end.signal.aborted || ms === 0) throw failure;
			await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		}
	} finally {
		end.end();
	}
}

/** Start, state and end of a test. */
export const systemRoutes = [
	route({
		...{ method: 'GET', path: '/', name: 'getStatus', tag },
		summary: 'Where Discord is, which bots and guilds there are, and who is connected.',
		answer: statusAnswer,
		handle: ({ control }) => describeStatus(control),
	}),
	route({
		...{ method: 'POST', path: '/reset', name: 'reset', tag },
		summary:
			'Goes back to the world of the start, to a snapshot, or to a new world. Sessions end, so that bots log in again. Faults, counts, activities, interactions and the log end, too.',
		body: z.strictObject({
			snapshot: z.string().optional().describe('The id of a snapshot.'),
			seed: z.int().min(0).max(0xffff_ffff).optional(),
			guilds: z.array(guildSchema).optional().describe('The guilds of a new world, as in the options.'),
		}),
		answer: statusAnswer,
		handle({ control, body: { snapshot, seed, guilds } }) {
			const isNew = seed !== undefined || guilds !== undefined;
			if (snapshot !== undefined && isNew) {
				throw new Refused(
					400,
					'A reset goes to a snapshot or to a new world.',
					'Leave out snapshot, or seed and guilds.',
				);
			}
			const kept = snapshot === undefined ? undefined : control.snapshots.get(snapshot);
			if (snapshot !== undefined && !kept) throw notFound(`There is no snapshot ${JSON.stringify(snapshot)}.`);
			control.reset(kept ?? (isNew ? { ...(seed !== undefined && { seed }), ...(guilds && { guilds }) } : undefined));
			return describeStatus(control);
		},
	}),
	route({
		...{ method: 'POST', path: '/snapshots', name: 'createSnapshot', tag },
		summary: 'Keeps the world as it is now, for a reset.',
		answer: snapshotAnswer,
		handle({ control }) {
			const id = control.newId('snapshot');
			control.snapshots.set(id, control.emulator.snapshot());
			return { id };
		},
	}),
	route({
		...{ method: 'DELETE', path: '/snapshots/{snapshotId}', name: 'deleteSnapshot', tag },
		summary: 'Forgets a snapshot.',
		params: z.strictObject({ snapshotId: z.string() }),
		handle({ control, params: { snapshotId } }) {
			if (!control.snapshots.delete(snapshotId)) throw notFound(`There is no snapshot ${snapshotId}.`);
			return undefined;
		},
	}),
	route({
		...{ method: 'GET', path: '/bots/{botId}/ready', name: 'awaitReady', tag },
		summary: 'Waits until a bot is connected and knows its guilds, for example after a reset.',
		params: z.strictObject({ botId }),
		query: z.strictObject({
			within: inQuery(within).default(10_000),
			sessions: inQuery(z.int().min(1)).default(1).describe('How many sessions, one for each shard.'),
		}),
		answer: statusAnswer,
		async handle({ control, params, query, gone }) {
			const bot = control.botId(params.botId);
			const end = deadline(query.within, gone);
			const ready = () =>
				control.emulator.sessions.filter((session) => session.botId === bot && session.isReady).length;
			try {
				while (ready() < query.sessions) {
					if (end.signal.aborted) {
						throw new Refused(
							504,
							`The bot ${bot} has ${ready()} of ${query.sessions} sessions after ${query.within} ms.`,
							'Look whether it runs, and whether its API base and its token are those of GET /.',
						);
					}
					await new Promise((resolve) => setTimeout(resolve, POLL_MS));
				}
			} finally {
				end.end();
			}
			return describeStatus(control);
		},
	}),
	route({
		...{ method: 'PUT', path: '/bots/{botId}/interactions-endpoint', name: 'setInteractionsEndpoint', tag },
		summary:
			'Lets a bot take interactions over HTTP at a loopback address, signed with the key whose other half is `publicKey` of `GET /`. `null` gives them back to the gateway.',
		params: z.strictObject({ botId }),
		body: z.strictObject({
			url: z.string().min(1).nullable(),
			within: within.default(0).describe('How many milliseconds to try again, for a bot that is still starting.'),
		}),
		async handle({ control, params, body: { url, within: ms }, gone }) {
			const bot = control.botId(params.botId);
			try {
				await retry(() => control.emulator.interactions.setEndpoint(bot, url), ms, gone);
			} catch (error) {
				if (!(error instanceof RangeError)) throw error;
				throw new Refused(
					400,
					`The endpoint could not be verified: ${error.message}.`,
					'Answer 401 to a PING whose signature is wrong, and 200 {"type":1} to one whose signature is right.',
				);
			}
		},
	}),
	route({
		...{ method: 'GET', path: '/bots/{botId}/stats', name: 'getStats', tag },
		summary: 'Counts of everything that a bot did.',
		params: z.strictObject({ botId }),
		answer: statsAnswer,
		handle: ({ control, params }) => control.emulator.stats.bot(control.botId(params.botId)) as BotStats,
	}),
	route({
		...{ method: 'DELETE', path: '/stats', name: 'resetStats', tag },
		summary: 'Forgets all counts.',
		handle({ control }) {
			control.emulator.stats.reset();
			return undefined;
		},
	}),
	route({
		...{ method: 'GET', path: '/clock', name: 'getClock', tag },
		summary: 'The time of the emulator.',
		answer: statusAnswer.shape.clock,
		handle: ({ control }) => describeStatus(control).clock,
	}),
	...(['freeze', 'thaw'] as const).map((name) =>
		route({
			...{ method: 'POST', path: `/clock/${name}`, name: `${name}Clock`, tag },
			summary:
				name === 'freeze'
					? 'Lets the clock of the emulator stand still.'
					: 'Lets the clock go on from where it stands.',
			answer: statusAnswer.shape.clock,
			handle({ control }) {
				control.freezable[name]();
				return describeStatus(control).clock;
			},
		}),
	),
	route({
		...{ method: 'POST', path: '/clock/advance', name: 'advanceClock', tag },
		summary: 'Moves the frozen clock forward. Everything that becomes due happens, each at its own time.',
		body: z.strictObject({
			ms: z
				.number()
				.min(0)
				.max(366 * 86_400_000),
		}),
		answer: statusAnswer.shape.clock,
		async handle({ control, body: { ms } }) {
			if (!control.freezable.isFrozen) throw new Refused(409, 'The clock is not frozen.', 'POST /clock/freeze first.');
			await control.advance(ms);
			return describeStatus(control).clock;
		},
	}),
	route({
		...{ method: 'GET', path: '/cases', name: 'listCases', tag },
		summary: 'The ready-made cases of what can go wrong.',
		answer: z.array(z.strictObject({ name: z.string(), happens: z.string() })),
		handle: () => Object.entries(cases).map(([name, { happens }]) => ({ name, happens })),
	}),
];

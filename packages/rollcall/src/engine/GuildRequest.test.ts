import { describe, expect, it } from 'vitest';
import { BotState } from '../sync/BotState.js';
import { countListeners } from '../tests/countListeners.js';
import { FAITHFUL } from '../tests/simulation/RequestPlan.js';
import { SimulatedDiscord } from '../tests/simulation/SimulatedDiscord.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { Engine } from './Engine.js';
import { type GuildRequest, runRequest } from './GuildRequest.js';

function aDesk() {
	const clock = new VirtualClock();
	const engine = new Engine({}, { clock });
	const discord = new SimulatedDiscord(clock, { seed: 1, size: 5, requests: [FAITHFUL], rest: [] });
	const bot = new BotState(discord, clock);
	const caller = new AbortController();
	const guild = bot.guild(discord.guild.id, 0);
	const asked: string[] = [];
	let watching = 0;
	const run = (request: Partial<GuildRequest<string>> = {}) =>
		runRequest(engine, { bot, ref: { id: guild.id, shardId: 0, memberCount: undefined } }, guild, {
			what: 'the answer',
			limits: { signal: caller.signal },
			watch: () => {
				watching++;
				return () => watching--;
			},
			ask: async ({ asked: what }) => {
				asked.push(what);
				return 'answer';
			},
			...request,
		});
	const leftBehind = () => [countListeners(caller.signal), countListeners(engine.closing), watching];
	return { clock, engine, caller, asked, run, leftBehind };
}

/** Settles when the signal of its context has fired. */
const hang: GuildRequest<string>['ask'] = ({ signal }) =>
	new Promise((_, reject) => {
		const end = () => reject(new Error('cut off'));
		if (signal.aborted) end();
		else signal.addEventListener('abort', end);
	});

describe('runRequest', () => {
	it('gives the answer, and leaves nothing behind', async () => {
		const { run, asked, leftBehind } = aDesk();
		expect(await run()).toMatchObject({ isAnswered: true, value: 'answer' });
		expect(asked).toEqual(['the answer']);
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('asks nothing for a caller that has aborted before', async () => {
		const { run, caller, asked, leftBehind } = aDesk();
		caller.abort();
		expect(await run()).toMatchObject({ isAnswered: false, failure: { code: 'ABORTED' } });
		expect(asked).toEqual([]);
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('ends with the reason of its abort, even if the request fails with another error', async () => {
		const { run, engine, leftBehind } = aDesk();
		const reason = Symbol('enough');
		let stop: (reason: unknown) => void = () => {};
		const stopped = run({
			ask: hang,
			watch: (given) => {
				stop = given;
				return () => {};
			},
		});
		const closed = run({ ask: hang });
		await Promise.resolve();
		stop(reason);
		expect(await stopped).toMatchObject({ isAnswered: false, failure: reason });
		engine.close();
		expect(await closed).toMatchObject({ isAnswered: false, failure: { code: 'CLOSED' } });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('gives what the request was refused with, and what it cost', async () => {
		const { run, leftBehind } = aDesk();
		const failure = new Error('no');
		const end = await run({ ask: () => Promise.reject(failure) });
		expect(end).toMatchObject({ isAnswered: false, failure, context: { requests: { gateway: 0, rest: 0 } } });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});
});

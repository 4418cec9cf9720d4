import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { FetchTrace } from '../interfaces/FetchTrace.js';
import { figuresOf } from '../monitoring/figures.js';
import { setStage } from './stage.js';
import { LIBRARIES, setStageOn } from './stages.js';

const NAMES = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
type Hear = (message: FetchTrace) => void;
const channel = tracingChannel<unknown, FetchTrace>('rollcall.fetch');

/** Hears the channel until the test ends. The message goes on to change, so each is noted as it is when it comes. */
function listen() {
	const heard: [name: string, message: FetchTrace, now: FetchTrace][] = [];
	const note = (name: string): Hear => {
		return (message) => {
			heard.push([name, message, { ...message }]);
		};
	};
	const [start, end, asyncStart, asyncEnd, error] = NAMES.map(note) as [Hear, Hear, Hear, Hear, Hear];
	const subscribers = { start, end, asyncStart, asyncEnd, error };
	channel.subscribe(subscribers);
	onTestFinished(() => channel.unsubscribe(subscribers));
	return { heard, names: () => heard.map(([name]) => name) };
}

describe.each(LIBRARIES)('the trace of a call (%s)', (library) => {
	it('has the guild at its start, and the answer at its end, without its members', async () => {
		const { fetchAll, truth } = await setStageOn(library, { members: 300 });
		const { heard, names } = listen();
		await fetchAll();
		expect(names()).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']);
		expect(heard[0]?.[2]).toEqual({ guildId: truth.id, kind: 'list' });
		expect(heard[3]?.[2]).toEqual({
			guildId: truth.id,
			kind: 'list',
			source: 'full_fetch',
			outcome: 'complete',
			via: ['gateway'],
			totalCount: 300,
			expectedCount: 300,
			requests: expect.objectContaining({ gateway: expect.any(Number) }),
			retryCount: 0,
			cacheHit: false,
			joined: false,
			result: undefined,
		});
		expect(new Set(heard.map(([, message]) => message)).size).toBe(1);
	});

	it('says that memory answered, or that another caller had begun the fetch', async () => {
		const { fetchAll } = await setStageOn(library, { members: 300 });
		const { heard } = listen();
		await Promise.all([fetchAll(), fetchAll()]);
		await fetchAll();
		const ends = heard.filter(([name]) => name === 'asyncEnd').map(([, , message]) => message);
		expect(ends).toMatchObject([
			{ joined: false, cacheHit: false },
			{ joined: true, cacheHit: false },
			{ joined: false, cacheHit: true, source: 'cache', requests: { gateway: 0, rest: 0 } },
		]);
	});

	it('has the error of an answer, though the call does not reject', async () => {
		const { fetchAll, emulator } = await setStageOn(library, { members: 300 });
		const { heard, names } = listen();
		emulator.faults.add({ on: 'memberRequest', silence: true });
		const { error } = await fetchAll({ signal: AbortSignal.timeout(100) });
		expect(names()).toEqual(['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
		expect(heard[2]?.[2]).toMatchObject({ outcome: 'failed', error: expect.objectContaining({ code: 'ABORTED' }) });
		expect(heard[2]?.[2].error).toBe(error);
	});

	it('costs nothing that shows if nobody subscribes, and leaves no call behind', async () => {
		const { fetchAll, service } = await setStageOn(library, { members: 300 });
		expect(channel.hasSubscribers).toBe(false);
		expect((await fetchAll()).metadata.complete).toBe(true);
		expect(figuresOf(service)?.look().load).toMatchObject({ calls: 0, fetches: 0 });
	});
});

it('a trace is of the call that made it: what is bound to its start is there in what follows', async () => {
	const { service, guild } = await setStage({ members: 300 });
	const spans = new AsyncLocalStorage<string>();
	const seen: (string | undefined)[] = [];
	channel.start.bindStore(spans, ({ guildId }) => `span of ${guildId}`);
	onTestFinished(() => void channel.start.unbindStore(spans));
	await service.fetchMembersWithFilter(guild, () => {
		if (seen.length === 0) seen.push(spans.getStore());
		return true;
	});
	expect(seen).toEqual([`span of ${guild.id}`]);
	expect(spans.getStore()).toBeUndefined();
});

it('lookups are traced, too, and so is what a predicate throws', async () => {
	const { service, guild, truth } = await setStage({ members: 300 });
	const { heard, names } = listen();
	await service.fetchMember(guild, truth.memberAt(9).user.id);
	expect(heard.at(-1)?.[2]).toMatchObject({
		kind: 'lookup',
		outcome: 'complete',
		source: 'partial_fetch',
		totalCount: 1,
	});
	heard.length = 0;
	const thrown = new RangeError('mine');
	const call = service.fetchMembersWithFilter(guild, () => {
		throw thrown;
	});
	await expect(call).rejects.toBe(thrown);
	expect(names()).toEqual(['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
	expect(heard[2]?.[2].error).toBe(thrown);
	expect(figuresOf(service)?.look().load.calls).toBe(0);
});

it('an error of an answer is published once, also if the call rejects with it', async () => {
	const { service, guild, emulator } = await setStage({ members: 300 });
	const { names } = listen();
	emulator.faults.add({ on: 'memberRequest', silence: true });
	const call = service.fetchGuildMembers(guild, { require: 'complete', signal: AbortSignal.timeout(100) });
	await expect(call).rejects.toThrow(MemberFetchError);
	expect(names().filter((name) => name === 'error')).toHaveLength(1);
});

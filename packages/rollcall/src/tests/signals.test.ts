import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import { countListeners } from './countListeners.js';
import { ForeignSignal } from './ForeignSignal.js';
import { setStage } from './stage.js';
import { LIBRARIES } from './stages.js';
import { setStandaloneStage } from './standaloneStage.js';

type Ended = { readonly success: boolean; readonly error?: object; readonly metadata: { readonly complete: boolean } };
type Call = (options: FetchOptions) => Promise<Ended>;

/** Every method that takes a signal. */
async function setMethods(library: (typeof LIBRARIES)[number], members = 1_500) {
	const { service, guild, truth, stats, emulator } =
		library === 'discord.js' ? await setStage({ members }) : await setStandaloneStage({ members });
	const { id } = truth.memberAt(3).user;
	const [role = ''] = [...truth.roles.keys()].filter((one) => one !== truth.id);
	// One service as the other takes its guild: what differs between them is not looked at here.
	const calls = service as Awaited<ReturnType<typeof setStandaloneStage>>['service'];
	const named = guild as { id: string };
	const methods: Record<string, Call> = {
		fetchGuildMembers: (options) => calls.fetchGuildMembers(named, options),
		fetchRoleMembers: (options) => calls.fetchRoleMembers(named, role, options),
		fetchMultipleRoleMembers: async (options) =>
			(await calls.fetchMultipleRoleMembers(named, [role], options)).get(role) as Ended,
		fetchMembersWithFilter: (options) => calls.fetchMembersWithFilter(named, () => true, options),
		fetchMember: (options) => calls.fetchMember(named, id, options),
		fetchMembersById: (options) => calls.fetchMembersById(named, [id], options),
		roleMemberCounts: (options) => calls.roleMemberCounts(named, options),
		streamGuildMembers: async (options) => {
			for await (const batch of calls.streamGuildMembers(named, options)) {
				if (batch.done) return { success: !batch.error, ...batch };
			}
			throw new Error('The stream has no end.');
		},
	};
	return { methods: Object.entries(methods), calls, named, ids: truth.members, truth, stats, emulator };
}

/** The warnings of Node itself while `act` runs. */
async function nodeWarnings(act: () => Promise<unknown>): Promise<string[]> {
	const heard: string[] = [];
	const listen = ({ name }: Error) => heard.push(name);
	process.on('warning', listen);
	onTestFinished(() => void process.off('warning', listen));
	await act();
	await setImmediate();
	return heard.filter((name) => name === 'MaxListenersExceededWarning');
}

describe.each(LIBRARIES)('signals, over %s', (library) => {
	it.each(['with nothing known', 'from memory'])('that have fired are ABORTED in every method, %s', async (what) => {
		const { methods, calls, named, stats } = await setMethods(library);
		if (what === 'from memory') await calls.fetchGuildMembers(named);
		const before = stats();
		const reason = new Error('nobody wants it');
		for (const [name, call] of methods) {
			const { success, error, metadata } = await call({ signal: AbortSignal.abort(reason) });
			expect([success, metadata.complete, error], name).toEqual([
				false,
				false,
				expect.objectContaining({ code: 'ABORTED' }),
			]);
		}
		expect(stats()).toEqual(before);
	});

	it('keep what the caller gave as the cause of what is thrown, fired before or while it runs', async () => {
		const { calls, named, emulator } = await setMethods(library);
		emulator.faults.add({ on: 'memberRequest', delayEach: 500 });
		const reason = new Error('nobody wants it');
		const options = { require: 'complete' } as const;
		const before = calls.fetchGuildMembers(named, { ...options, signal: AbortSignal.abort(reason) });
		await expect(before).rejects.toMatchObject({ code: 'ABORTED', cause: reason });
		const controller = new AbortController();
		const running = calls.fetchGuildMembers(named, { ...options, signal: controller.signal });
		const streaming = calls.streamGuildMembers(named, { ...options, signal: controller.signal }).next();
		controller.abort(reason);
		await expect(running).rejects.toMatchObject({ code: 'ABORTED', cause: reason });
		await expect(streaming).rejects.toMatchObject({ code: 'ABORTED', cause: reason });
	});

	it.each([
		['options', null],
		['options', 7],
		['options.signal', { signal: null }],
		['options.signal', { signal: {} }],
		['options.signal', { signal: { aborted: true } }],
	])('and %s that cannot be meant are refused by every method alike: %o', async (name, options) => {
		const { methods } = await setMethods(library, 20);
		const refused = { code: 'INVALID_ARGUMENT', message: expect.stringMatching(`^${name}: expected `) };
		for (const [method, call] of methods)
			await expect(call(options as FetchOptions), method).rejects.toMatchObject(refused);
	});

	it('of another realm or package stop every method, and nothing is left on them', async () => {
		const { methods, emulator } = await setMethods(library);
		emulator.faults.add({ on: 'memberRequest', delay: 60_000 });
		emulator.faults.add({ on: 'rest', delay: 60_000 });
		for (const [name, call] of methods) {
			const foreign = new ForeignSignal();
			const ended = call({ signal: foreign.signal });
			await setImmediate();
			foreign.abort();
			expect(await ended, name).toMatchObject({ success: false, error: { code: 'ABORTED' } });
			expect(foreign.listenerCount, name).toBe(0);
		}
	});

	it('are left alone by who is done, and shared by many without a warning of Node', async () => {
		const { methods, calls, named, truth } = await setMethods(library);
		const { signal } = new AbortController();
		const ids = Array.from({ length: 40 }, (_, index) => truth.memberAt(index).user.id);
		const warned = await nodeWarnings(async () => {
			await Promise.all(ids.map((id) => calls.fetchMember(named, id, { signal })));
			await Promise.all(Array.from({ length: 40 }, () => calls.fetchGuildMembers(named, { signal })));
			await Promise.all(methods.map(([, call]) => call({ signal })));
		});
		expect(warned).toEqual([]);
		expect(countListeners(signal)).toBe(0);
	});

	it('end a stream that is given from memory, if the caller aborts between two batches', async () => {
		const { calls, named, truth } = await setMethods(library);
		await calls.fetchGuildMembers(named);
		const controller = new AbortController();
		const given = new Set<string>();
		let last: object | undefined;
		for await (const batch of calls.streamGuildMembers(named, { signal: controller.signal })) {
			const ids =
				library === 'discord.js' ? (batch.members as unknown as Map<string, unknown>).keys() : batch.members.ids();
			for (const id of ids) given.add(id);
			for (const id of batch.removed) given.delete(id);
			controller.abort();
			last = batch;
		}
		expect(last).toMatchObject({ done: true, error: { code: 'ABORTED' }, metadata: { complete: false } });
		expect(given.size).toBe(0);
		expect(truth.size).toBe(1_500);
	});

	it.each(['memory', 'Discord'])('that fire in a callback end the call that is answered from %s', async (source) => {
		const { calls, named, methods } = await setMethods(library);
		if (source === 'memory') await calls.fetchGuildMembers(named);
		const withProgress = methods.filter(([name]) => name !== 'fetchMember' && name !== 'fetchMembersById');
		for (const [name, call] of withProgress.filter(([name]) => name !== 'roleMemberCounts')) {
			if (source === 'Discord') calls.clearCache();
			const reason = new Error('seen enough');
			const controller = new AbortController();
			const progressCallback = () => controller.abort(reason);
			const answer = await call({ signal: controller.signal, progressCallback });
			expect(answer.metadata.complete, name).toBe(false);
			expect(answer.error, name).toMatchObject({ code: 'ABORTED', cause: reason });
		}
	});

	it('that fire in a predicate end it, and nobody else is judged in that turn or a later one', async () => {
		const { calls, named } = await setMethods(library, 3_000);
		await calls.fetchGuildMembers(named);
		const controller = new AbortController();
		let judged = 0;
		const predicate = () => {
			if (++judged === 5) controller.abort();
			return true;
		};
		const { signal } = controller;
		const answer = await calls.fetchMembersWithFilter(named, predicate, { signal });
		expect(answer).toMatchObject({ success: false, error: { code: 'ABORTED' }, roster: { size: 0 } });
		expect(judged).toBe(5);
		await expect(
			calls.fetchMembersWithFilter(named, () => true, { signal, require: 'complete' }),
		).rejects.toMatchObject({
			code: 'ABORTED',
		});
	});

	it('are let go of with the last batch of a stream, even if nobody asks for the end', async () => {
		const { calls, named } = await setMethods(library, 300);
		const { signal } = new AbortController();
		const stream = calls.streamGuildMembers(named, { signal });
		for (;;) {
			const { value } = await stream.next();
			if (value?.done) break;
		}
		expect(countListeners(signal)).toBe(0);
	});
});

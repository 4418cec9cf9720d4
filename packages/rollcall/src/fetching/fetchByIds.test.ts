import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { because } from '../errors/because.js';
import {
	type ITransport,
	type ITransportListener,
	type MemberRequest,
	type RawMember,
	TransportError,
} from '../interfaces/ITransport.js';
import { Backoff } from '../pacing/Backoff.js';
import { OperationGate } from '../pacing/OperationGate.js';
import { BotState } from '../sync/BotState.js';
import { aMember } from '../tests/aMember.js';
import { countListeners } from '../tests/countListeners.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { FetchContext } from './FetchContext.js';
import { fetchById, fetchByIds } from './fetchByIds.js';

const GUILD = '77';
type IdsRequest = Extract<MemberRequest, { user_ids: readonly string[] }>;

/** A Discord that knows some members, and answers requests by id as the test says. */
class Answering implements ITransport {
	readonly botId = '1';
	readonly membersIntent = true;
	readonly loggedIn = true;
	readonly requests: IdsRequest[] = [];
	readonly lookups: string[] = [];
	listener: ITransportListener | undefined;
	onLookup = () => {};
	/** Whether the k-th answer names the id, as a member or as not found. */
	names: (id: string, index: number) => boolean = () => true;
	#sequence = 0;

	constructor(
		readonly members: ReadonlyMap<string, RawMember>,
		/** Whether the k-th request is answered. */
		readonly answers: (index: number) => boolean = () => true,
	) {}

	connection = () => ({ ready: true });
	holdsGuild = () => true;
	getRoles = async () => [];
	getRoleMemberCounts = async () => ({});
	isMembersIntentGranted = async () => true;
	listMembers = () => Promise.reject(new TransportError('rejected', 'Nobody lists here.'));

	subscribe(listener: ITransportListener): () => void {
		this.listener = listener;
		return () => {};
	}

	async requestMembers(_shardId: number, request: MemberRequest): Promise<void> {
		if (!('user_ids' in request)) throw new Error('Not by id.');
		this.requests.push(request);
		if (!this.answers(this.requests.length - 1)) return;
		const index = this.requests.length - 1;
		const named = request.user_ids.filter((id) => this.names(id, index));
		const members = named.flatMap((id) => this.members.get(id) ?? []);
		const not_found = named.filter((id) => !this.members.has(id));
		queueMicrotask(() => this.dispatch('GUILD_MEMBERS_CHUNK', { members, not_found, nonce: request.nonce }));
	}

	async getMember(_guildId: string, userId: string): Promise<RawMember | undefined> {
		this.lookups.push(userId);
		this.onLookup();
		return this.members.get(userId);
	}

	dispatch(t: string, d: object): void {
		const one = { guild_id: GUILD, chunk_index: 0, chunk_count: 1 };
		this.listener?.onDispatch(0, { t, s: ++this.#sequence, d: { ...one, ...d } });
	}
}

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

function aCase(memberCount: number, answers?: (index: number) => boolean) {
	const clock = new VirtualClock();
	const transport = new Answering(new Map(idsUpTo(memberCount).map((id) => [id, aMember(id)])), answers);
	const bot = new BotState(transport, clock);
	const guild = bot.guild(GUILD, 0);
	const controller = new AbortController();
	let nonce = 0;
	const deps = {
		clock,
		createNonce: () => `nonce${nonce++}`,
		config: () => DEFAULT_CONFIG,
		operations: new OperationGate(clock, () => DEFAULT_CONFIG.rateLimit),
		backoff: () => new Backoff(DEFAULT_CONFIG.retry, () => 0.5),
		count: () => {},
	};
	const context = new FetchContext(bot, guild, deps, controller.signal);
	const ask = async (ids: readonly string[]) => {
		const { draft, unanswered } = await clock.runUntil(fetchByIds(context, ids), 120_000);
		const notFound = ids.filter((id) => !draft.has(id) && !unanswered.includes(id));
		return { found: [...draft.view().ids()], notFound, unanswered };
	};
	const leftBehind = () => [clock.pendingCount, guild.listenerCount, countListeners(controller.signal)];
	return { clock, transport, guild, controller, context, ask, leftBehind };
}

describe('fetchByIds', () => {
	it('asks for a hundred at a time, and tells members from others', async () => {
		const { transport, context, ask, leftBehind } = aCase(210);
		expect(await ask(idsUpTo(250))).toEqual({
			found: idsUpTo(210),
			notFound: idsUpTo(250).slice(210),
			unanswered: [],
		});
		expect(transport.requests.map(({ user_ids }) => user_ids.length)).toEqual([100, 100, 50]);
		expect(context).toMatchObject({ requests: { gateway: 3, rest: 0 }, retryCount: 0 });
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('asks again about users that an answer does not name', async () => {
		const { transport, ask } = aCase(5);
		transport.names = () => false;
		expect(await ask(['1', '9'])).toEqual({ found: ['1'], notFound: ['9'], unanswered: [] });
		expect([transport.requests.map(({ user_ids }) => user_ids), transport.lookups]).toEqual([
			[
				['1', '9'],
				['1', '9'],
			],
			['1', '9'],
		]);
		const many = aCase(50);
		many.transport.names = (id) => Number(id) <= 3;
		expect(await many.ask(idsUpTo(50))).toMatchObject({ found: ['1', '2', '3'], notFound: [] });
	});

	it('believes a second answer that names them', async () => {
		const { transport, ask } = aCase(40);
		transport.names = (id, index) => index > 0 || Number(id) <= 3;
		expect(await ask(idsUpTo(45))).toMatchObject({ notFound: idsUpTo(45).slice(40), unanswered: [] });
		expect(transport.lookups).toEqual([]);
	});

	it('asks nothing for nobody', async () => {
		const { transport, ask } = aCase(5);
		expect(await ask([])).toEqual({ found: [], notFound: [], unanswered: [] });
		expect(transport.requests).toEqual([]);
	});

	it('asks again after a silence, under another nonce', async () => {
		const { clock, transport, context, ask, leftBehind } = aCase(3, (index) => index === 1);
		expect((await ask(['1', '2', '9'])).found).toEqual(['1', '2']);
		expect(transport.requests.map(({ nonce }) => nonce)).toEqual(['nonce0', 'nonce1']);
		expect(clock.now()).toBe(DEFAULT_CONFIG.timeouts.chunkIdle + DEFAULT_CONFIG.retry.baseDelay / 2);
		expect(context.retryCount).toBe(1);
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('looks a few up over REST if the gateway stays silent', async () => {
		const { transport, context, ask } = aCase(2, () => false);
		expect(await ask(['1', '2', '9'])).toEqual({ found: ['1', '2'], notFound: ['9'], unanswered: [] });
		expect(transport.lookups).toEqual(['1', '2', '9']);
		expect(transport.requests).toHaveLength(DEFAULT_CONFIG.retry.maxRetries + 1);
		expect([...context.via]).toEqual(['rest']);
	});

	it('says of many that they were not answered, instead of looking each up', async () => {
		const { transport, ask } = aCase(50, () => false);
		expect(await ask(idsUpTo(50))).toEqual({ found: [], notFound: [], unanswered: idsUpTo(50) });
		expect(transport.lookups).toEqual([]);
	});

	it('asks only REST while the session is away', async () => {
		const { transport, ask } = aCase(2);
		transport.listener?.onCut(0);
		expect((await ask(['1', '9'])).found).toEqual(['1']);
		expect(transport.requests).toEqual([]);
	});

	it('lets an event win over the answer', async () => {
		const { transport, ask } = aCase(3);
		transport.dispatch('GUILD_MEMBER_REMOVE', { user: { id: '2' } });
		transport.dispatch('GUILD_MEMBER_UPDATE', { user: { id: '3' }, nick: 'new' });
		expect((await ask(['1', '2', '3'])).found).toEqual(['1', '3']);
	});

	it('settles at once on abort, in a request and between two, and leaves nothing', async () => {
		for (const waitMs of [100, DEFAULT_CONFIG.timeouts.chunkIdle + 100]) {
			const { clock, controller, context, leftBehind } = aCase(3, () => false);
			const asking = fetchByIds(context, ['1']).catch((error: unknown) => error);
			await clock.advance(waitMs);
			controller.abort(new Error('enough'));
			expect(await clock.runUntil(asking, 0)).toEqual(new Error('enough'));
			expect(leftBehind()).toEqual([0, 0, 0]);
		}
	});

	it('asks for all again if the session is replaced between two answers, since the first may be outdated', async () => {
		const { clock, transport, guild, context, ask } = aCase(150, (index) => {
			if (index === 1) queueMicrotask(() => guild.breakSession(because('sessionRenewed'), clock.now()));
			return index !== 1;
		});
		expect(await ask(idsUpTo(150))).toEqual({ found: idsUpTo(150), notFound: [], unanswered: [] });
		const firstIds = transport.requests.map(({ user_ids }) => user_ids[0]);
		expect(firstIds).toEqual(['1', '101', '101', '1', '101']);
		expect(context.retryCount).toBe(2);
	});

	it('vouches for nobody if the session is replaced again and again', async () => {
		const { clock, guild, ask } = aCase(150, () => {
			queueMicrotask(() => guild.breakSession(because('sessionRenewed'), clock.now()));
			return true;
		});
		expect((await ask(idsUpTo(150))).unanswered).toEqual(idsUpTo(150));
	});

	it('answers though the session breaks in the wait for a send, and leaves no timer that nobody waits for', async () => {
		const { clock, guild, context, leftBehind } = aCase(1);
		for (let i = 0; i < 90; i++) await context.guild.shard.sendGate.take(context.signal);
		const asking = fetchByIds(context, ['1']);
		await clock.advance(1);
		guild.breakSession(because('sessionRenewed'), clock.now());
		const { draft, unanswered } = await clock.runUntil(asking, 120_000);
		expect([draft.has('1'), unanswered]).toEqual([true, []]);
		expect(leftBehind()).toEqual([0, 0, 0]);
	});

	it('looks up who was forgotten after an event, when no answer can be older than that any more', async () => {
		for (const fetch of [fetchByIds, (context: FetchContext, [id = '']: readonly string[]) => fetchById(context, id)]) {
			const { clock, transport, context } = aCase(3);
			transport.dispatch('GUILD_MEMBER_UPDATE', { user: { id: '2' }, nick: 'new' });
			context.bot.forget('2');
			const { draft, unanswered } = await clock.runUntil(fetch(context, ['2']), 120_000);
			expect([draft.has('2'), unanswered]).toEqual([true, []]);
			expect(clock.now()).toBe(10_001);
		}
	});

	it('has no answer about a user who is forgotten during their lookup', async () => {
		const { clock, transport, context } = aCase(3);
		transport.onLookup = () => void context.bot.forget('2');
		expect(await clock.runUntil(fetchById(context, '2'), 10)).toMatchObject({ unanswered: ['2'] });
	});

	it('asks for a user that an event named while the session was away, once no answer can be older than the event', async () => {
		const { clock, transport, context } = aCase(3);
		transport.dispatch('GUILD_MEMBER_UPDATE', { user: { id: '2' }, nick: 'old' });
		transport.listener?.onCut(0);
		const { draft } = await clock.runUntil(fetchById(context, '2'), 120_000);
		expect([draft.view().get('2')?.nick, clock.now()]).toEqual([aMember('2').nick, 10_001]);
	});

	it('does not take answers of several moments together if nobody knows what happened in between', async () => {
		const { clock, transport, context } = aCase(3);
		transport.listener?.onCut(0);
		const { unvouched } = await clock.runUntil(fetchByIds(context, ['1', '2']), 120_000);
		expect(String(unvouched)).toMatch(/cut/);
		const asking = fetchByIds(context, ['1', '2']);
		await clock.advance(1_000);
		transport.dispatch('GUILD_MEMBER_REMOVE', { user: { id: '1' } });
		transport.dispatch('RESUMED', {});
		const { draft, ...outcome } = await clock.runUntil(asking, 120_000);
		expect([[...draft.view().ids()], outcome.unvouched]).toEqual([['2'], undefined]);
	});
});

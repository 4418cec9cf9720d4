import { describe, expect, it } from 'vitest';
import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';
import { overRest } from '../overRest.js';
import { emulated } from './emulated.js';
import type { IDiscord } from './IDiscord.js';
import { simulated } from './simulated.js';

/** Long enough for every answer to come. */
const SOON_MS = 1_000;
const NOBODY = '999';

interface Chunk {
	readonly guild_id: string;
	readonly members: readonly RawMember[];
	readonly not_found?: readonly string[];
	readonly chunk_index: number;
	readonly chunk_count: number;
	readonly nonce?: string;
}

const dataOf = <T>({ heard }: IDiscord, type: string) => heard.filter(({ t }) => t === type).map(({ d }) => d as T);
const chunksOf = (discord: IDiscord) => dataOf<Chunk>(discord, 'GUILD_MEMBERS_CHUNK');
const typesOf = (heard: readonly GatewayDispatch[]) => heard.map(({ t }) => t);
const byNumber = (a: string, b: string) => (BigInt(a) < BigInt(b) ? -1 : 1);
const sortedIds = (discord: IDiscord) => [...discord.truth().keys()].sort(byNumber);
const idsOf = (members: readonly RawMember[]) => members.map(({ user }) => user.id);
/** Somebody who may leave: neither of both makes the bot the newest member. */
const somebody = (discord: IDiscord, index = 0) => sortedIds(discord).at(-1 - index) ?? '';

async function chunksAfter(discord: IDiscord, ask: () => void): Promise<Chunk[]> {
	const before = chunksOf(discord).length;
	ask();
	await discord.pass(SOON_MS);
	return chunksOf(discord).slice(before);
}

describe.each([
	['the simulation', simulated],
	['the emulator', emulated],
] as const)('%s', (_, start) => {
	describe('asked for all members', () => {
		it.each([
			[7, [7]],
			[1_000, [1_000]],
			[1_001, [1_000, 1]],
			[2_500, [1_000, 1_000, 500]],
		])('gives %i of them in chunks of a thousand, each once and as they are', async (size, sizes) => {
			const discord = await start(size);
			const chunks = await chunksAfter(discord, () => discord.requestAll('n'));
			expect(chunks.map(({ members }) => members.length)).toEqual(sizes);
			for (const [index, chunk] of chunks.entries()) {
				const head = { guild_id: discord.guildId, chunk_index: index, chunk_count: sizes.length, nonce: 'n' };
				expect(chunk).toMatchObject(head);
				expect(chunk).not.toHaveProperty('not_found');
				expect(chunk).not.toHaveProperty('presences');
			}
			const members = chunks.flatMap((chunk) => chunk.members);
			expect(new Map(members.map((member) => [member.user.id, member]))).toEqual(discord.truth());
			expect(members).toHaveLength(size);
		});

		it('names no nonce if it was given none', async () => {
			const discord = await start(7);
			const [chunk] = await chunksAfter(discord, () => discord.requestAll(undefined));
			expect(chunk?.members).toHaveLength(7);
			expect(chunk).not.toHaveProperty('nonce');
		});

		it('refuses it for thirty seconds after it was granted, however often it is asked', async () => {
			const discord = await start(7);
			await chunksAfter(discord, () => discord.requestAll('first'));
			await discord.pass(9_000);
			expect(await chunksAfter(discord, () => discord.requestAll('second'))).toEqual([]);
			expect(dataOf(discord, 'RATE_LIMITED')).toEqual([
				{ opcode: 8, retry_after: 20, meta: { guild_id: discord.guildId, nonce: 'second' } },
			]);
			await discord.pass(18_900);
			expect(await chunksAfter(discord, () => discord.requestAll('third'))).toEqual([]);
			const left = dataOf<{ retry_after: number }>(discord, 'RATE_LIMITED').map(({ retry_after }) => retry_after);
			expect(left).toEqual([20, expect.closeTo(0.1)]);
			expect(await chunksAfter(discord, () => discord.requestAll('fourth'))).toHaveLength(1);
		});

		it('refuses it also in a new session', async () => {
			const discord = await start(7);
			await chunksAfter(discord, () => discord.requestAll('first'));
			await discord.cut();
			await discord.renew();
			expect(await chunksAfter(discord, () => discord.requestAll('second'))).toEqual([]);
			expect(dataOf(discord, 'RATE_LIMITED')).toHaveLength(1);
		});
	});

	describe('asked for members by their ids', () => {
		it('answers with one chunk of those who are members, and the ids of those who are none', async () => {
			const discord = await start(7);
			const [id = ''] = sortedIds(discord);
			const chunks = await chunksAfter(discord, () => discord.requestIds([id, NOBODY], 'n'));
			const head = { guild_id: discord.guildId, chunk_index: 0, chunk_count: 1, nonce: 'n' };
			expect(chunks).toEqual([{ ...head, members: [discord.truth().get(id)], not_found: [NOBODY] }]);
		});

		it('answers however often it is asked, and names nobody that it does not lack', async () => {
			const discord = await start(7);
			await chunksAfter(discord, () => discord.requestAll('all'));
			const [id = ''] = sortedIds(discord);
			for (const nonce of ['a', 'b', 'c']) {
				const chunks = await chunksAfter(discord, () => discord.requestIds([id], nonce));
				expect(chunks).toMatchObject([{ nonce, not_found: [] }]);
			}
			expect(dataOf(discord, 'RATE_LIMITED')).toEqual([]);
		});
	});

	describe('what happens', () => {
		it('is told in order, under numbers without a gap', async () => {
			const discord = await start(7);
			const [first, second] = [somebody(discord), somebody(discord, 1)];
			discord.update(first);
			discord.leave(second);
			discord.join();
			await discord.pass(SOON_MS);
			const told = discord.heard;
			expect(typesOf(told)).toEqual(['GUILD_MEMBER_UPDATE', 'GUILD_MEMBER_REMOVE', 'GUILD_MEMBER_ADD']);
			const from = told[0]?.s ?? 0;
			expect(told.map(({ s }) => s)).toEqual([from, from + 1, from + 2]);
		});

		it('gets everything about a member who joins', async () => {
			const discord = await start(7);
			const before = discord.truth();
			discord.join();
			await discord.pass(SOON_MS);
			const [added] = [...discord.truth().values()].filter(({ user }) => !before.has(user.id));
			expect(dataOf(discord, 'GUILD_MEMBER_ADD')).toEqual([{ ...added, guild_id: discord.guildId }]);
		});

		it('gets only the user of a member who leaves', async () => {
			const discord = await start(7);
			const id = somebody(discord);
			const user = discord.truth().get(id)?.user;
			discord.leave(id);
			await discord.pass(SOON_MS);
			expect(dataOf(discord, 'GUILD_MEMBER_REMOVE')).toEqual([{ guild_id: discord.guildId, user }]);
			expect(discord.truth().has(id)).toBe(false);
		});

		it('gets the new values of a member who changes', async () => {
			const discord = await start(7);
			const id = somebody(discord);
			const before = discord.truth().get(id);
			discord.update(id);
			await discord.pass(SOON_MS);
			const after = discord.truth().get(id);
			expect(after).not.toEqual(before);
			const { flags, deaf, mute, ...told } = after as RawMember;
			expect(dataOf(discord, 'GUILD_MEMBER_UPDATE')).toMatchObject([{ guild_id: discord.guildId, ...told }]);
		});

		it('takes a deleted role from its holders, with no other dispatch', async () => {
			const discord = await start(50);
			discord.deleteRole();
			await discord.pass(SOON_MS);
			expect(typesOf(discord.heard)).toEqual(['GUILD_ROLE_DELETE']);
			const [deleted] = dataOf<{ role_id: string }>(discord, 'GUILD_ROLE_DELETE');
			expect(deleted).toEqual({ guild_id: discord.guildId, role_id: expect.any(String) });
			const held = [...discord.truth().values()].flatMap(({ roles }) => roles);
			expect(held).not.toContain(deleted?.role_id);
		});
	});

	describe('a session', () => {
		it('that is resumed is told what it missed, in order and under its numbers, and then that it is resumed', async () => {
			const discord = await start(7);
			discord.join();
			await discord.pass(SOON_MS);
			const last = discord.heard.at(-1)?.s ?? 0;
			await discord.cut();
			discord.join();
			discord.leave(somebody(discord));
			await discord.resume();
			const missed = discord.heard.slice(1);
			expect(typesOf(missed)).toEqual(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_REMOVE', 'RESUMED']);
			expect(missed.map(({ s }) => s)).toEqual([last + 1, last + 2, last + 3]);
		});

		it('that is resumed gets the chunks that were made meanwhile', async () => {
			const discord = await start(2_500);
			await discord.requestAllAndCut('n');
			expect(chunksOf(discord)).toHaveLength(1);
			await discord.resume();
			await discord.pass(SOON_MS);
			const chunks = chunksOf(discord);
			expect(chunks.map(({ chunk_index }) => chunk_index)).toEqual([0, 1, 2]);
			expect(new Set(chunks.flatMap(({ members }) => idsOf(members)))).toEqual(new Set(sortedIds(discord)));
		});

		it('that is new begins with READY, which has every guild as unavailable, and then says what the guild is', async () => {
			const discord = await start(7);
			await discord.cut();
			discord.join();
			discord.join();
			await discord.renew();
			expect(typesOf(discord.heard)).toEqual(['READY', 'GUILD_CREATE']);
			expect(discord.heard.map(({ s }) => s)).toEqual([1, 2]);
			expect(dataOf(discord, 'READY')).toMatchObject([{ guilds: [{ id: discord.guildId, unavailable: true }] }]);
			const guild = { id: discord.guildId, unavailable: false, member_count: 9 };
			expect(dataOf(discord, 'GUILD_CREATE')).toMatchObject([guild]);
		});

		it('hears of an outage, of nothing that happens during it, and of its end', async () => {
			const discord = await start(7);
			discord.outage(5_000);
			await discord.pass(SOON_MS);
			discord.join();
			await discord.pass(SOON_MS);
			expect(discord.heard).toMatchObject([{ t: 'GUILD_DELETE', d: { id: discord.guildId, unavailable: true } }]);
			await discord.pass(5_000);
			expect(typesOf(discord.heard)).toEqual(['GUILD_DELETE', 'GUILD_CREATE']);
			const guild = { id: discord.guildId, unavailable: false, member_count: 8 };
			expect(dataOf(discord, 'GUILD_CREATE')).toMatchObject([guild]);
		});

		it('has its heartbeats acknowledged, at the usual pace', async () => {
			const discord = await start(7);
			expect(discord.heartbeatMs).toBe(41_250);
			expect(await discord.isBeatAcknowledged()).toBe(true);
		});
	});

	describe('REST', () => {
		it('gives pages in the order of the ids as numbers, from behind the one that is named', async () => {
			const discord = await start(25);
			const ids = sortedIds(discord);
			const truth = discord.truth();
			const pages: string[][] = [];
			for (let after = '0'; ; ) {
				const { status, members } = await discord.list(after, 10);
				expect(status).toBe(200);
				for (const member of members)
					expect(overRest(member)).toEqual(overRest(truth.get(member.user.id) as RawMember));
				pages.push(idsOf(members));
				if (members.length === 0) break;
				after = members.at(-1)?.user.id ?? '';
			}
			expect(pages).toEqual([ids.slice(0, 10), ids.slice(10, 20), ids.slice(20), []]);
		});

		it('begins a page behind an id that nobody has', async () => {
			const discord = await start(25);
			const ids = sortedIds(discord);
			const after = String(BigInt(ids[4] ?? 0) - 1n);
			expect(idsOf((await discord.list(after, 3)).members)).toEqual(ids.slice(4, 7));
		});

		it('gives no more than a thousand a page', async () => {
			const discord = await start(1_200);
			const { members } = await discord.list('0', 1_000);
			expect(idsOf(members)).toEqual(sortedIds(discord).slice(0, 1_000));
		});

		it('knows who is a member at that moment, and who is not: 404', async () => {
			const discord = await start(7);
			const id = somebody(discord);
			const { status, members } = await discord.get(id);
			expect([status, members.map(overRest)]).toEqual([200, [overRest(discord.truth().get(id) as RawMember)]]);
			expect(await discord.get(NOBODY)).toEqual({ status: 404, members: [] });
			discord.leave(id);
			expect((await discord.get(id)).status).toBe(404);
		});

		it('refuses with 429, and says for how long', async () => {
			const discord = await start(7);
			discord.limitNext(2_500);
			expect(await discord.list('0', 10)).toEqual({ status: 429, members: [], retryAfterMs: 2_500 });
			await discord.pass(2_500);
			expect((await discord.list('0', 10)).members).toHaveLength(7);
		});
	});
});

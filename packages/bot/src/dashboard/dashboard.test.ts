import { request } from 'node:http';
import type { Guild } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { MovableClock } from '../tests/MovableClock.js';
import { type StartBotOptions, startBot } from '../tests/startBot.js';
import { until } from '../tests/until.js';
import { MOST_READERS } from './LiveFeed.js';
import { MemberLists } from './MemberLists.js';
import type { MemberLine, MemberSearch, Snapshot } from './Snapshot.js';
import { type CallOptions, call } from './tests/call.js';

async function stage(options: StartBotOptions = {}) {
	const started = await startBot(options);
	const url = started.bot.dashboard.url ?? '';
	const ask = (path: string, how?: CallOptions) => call(url, path, how);
	const read = async <T>(path: string) => JSON.parse((await ask(path)).body) as T;
	const client = started.bot.client;
	const discordGuild = client.guilds.cache.get(started.guild.id);
	if (!discordGuild) throw new Error('The bot does not have its guild.');
	const fetchAll = () => started.bot.members.fetchGuildMembers(discordGuild, { require: 'complete' });
	return { ...started, url, ask, read, fetchAll, port: new URL(url).port };
}

/** Opens the live page data; resolves with the first snapshot. */
function listen(url: string, headers = {}) {
	const asked = request(`${url}api/live`, { headers, agent: false });
	const snapshots: Snapshot[] = [];
	const status = new Promise<number>((resolve, reject) => {
		asked.once('error', reject);
		asked.once('response', (answer) => {
			let words = '';
			answer.on('error', () => {});
			answer.on('data', (bytes) => {
				words += bytes;
				const events = words.split('\n\n');
				words = events.pop() ?? '';
				for (const event of events) {
					const [, data] = event.match(/^event: snapshot\ndata: (.*)$/) ?? [];
					if (data) snapshots.push(JSON.parse(data));
				}
			});
			resolve(answer.statusCode ?? 0);
		});
	});
	asked.end();
	return { status, snapshots, end: () => asked.destroy() };
}

describe('the probes', () => {
	it('say that the process is alive, and whether it is ready', async () => {
		const { ask } = await stage();
		expect(await ask('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
		expect(await ask('/readyz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
		expect(await ask('/readyz', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
	});

	it('are not ready without a gateway, and alive all the same', async () => {
		const { ask, emulator, bot } = await stage();
		const { shards } = bot.client.ws;
		vi.spyOn(shards, 'every').mockReturnValue(false);
		expect(await ask('/readyz')).toMatchObject({ status: 503, body: '{"status":"unavailable"}' });
		expect((await ask('/healthz')).status).toBe(200);
		expect(emulator.world.guild().size).toBeGreaterThan(0);
	});

	it('are not ready when the database refuses writes; the disk is asked at most every five seconds', async () => {
		const clock = new MovableClock();
		const { ask, bot } = await stage({ clock });
		expect((await ask('/readyz')).status).toBe(200);
		bot.database.pragma('query_only = ON');
		expect((await ask('/readyz')).status).toBe(200);
		clock.shift += 5_000;
		expect((await ask('/readyz')).status).toBe(503);
		bot.database.pragma('query_only = OFF');
		clock.shift += 5_000;
		expect((await ask('/readyz')).status).toBe(200);
	});
});

it('Metrics are served to Prometheus, with whether the bot is ready', async () => {
	const { ask, bot } = await stage();
	const { status, headers, body } = await ask('/metrics');
	expect(status).toBe(200);
	expect(headers['content-type']).toContain('text/plain; version=0.0.4');
	expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
	expect(body).toMatch(/^rollcall_rosters\{status="complete"\} 0$/m);
	expect(body).toMatch(/^bot_ready\{part="gateway"\} 1\nbot_ready\{part="database"\} 1$/m);
	vi.spyOn(bot.client.ws.shards, 'every').mockReturnValue(false);
	expect((await ask('/metrics')).body).toMatch(/^bot_ready\{part="gateway"\} 0$/m);
});

describe('the live data', () => {
	it('shows health, gateway, figures and guilds, each second, and costs nothing without a reader', async () => {
		const { url, fetchAll, guild, bot } = await stage({ guilds: [{ members: 60, name: '<b>Guild</b>' }] });
		const health = vi.spyOn(bot.members, 'healthCheck');
		await fetchAll();
		expect(health).not.toHaveBeenCalled();
		const live = listen(url);
		await until(() => live.snapshots.length >= 2);
		live.end();
		expect(live.snapshots[1]).toMatchObject({
			gateway: { isReady: true, shards: 1, shardsReady: 1 },
			canWrite: true,
			health: { status: 'healthy', reasons: [] },
			operations: [],
			totals: { guilds: 1, heldGuilds: 1, members: 60, calls: 1, gateway: 1 },
			guilds: [{ id: guild.id, name: '<b>Guild</b>', status: 'complete', members: 60, expected: 60 }],
		});
	});

	it('shows since when nothing vouches for a list, and the count that the service has from Discord', async () => {
		const { url, guild, bot } = await stage();
		const held = { guildId: guild.id, members: 58, bytes: 9, fetchedAt: 1, vouchedAt: 5, expectedCount: 61 };
		vi.spyOn(bot.members, 'getCacheStats').mockReturnValue({
			...bot.members.getCacheStats(),
			guilds: [{ ...held, status: 'complete' }],
		});
		const live = listen(url);
		await until(() => live.snapshots.length > 0);
		live.end();
		expect(live.snapshots[0]?.guilds).toMatchObject([{ members: 58, expected: 61, vouchedAt: 5 }]);
	});

	it('shows a running operation, what it waits for, and ends it when it is cancelled', async () => {
		const { url, ask, emulator, fetchAll, port } = await stage({ guilds: [{ members: 2_500 }] });
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 9 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 600_000, times: 99 });
		const answer = fetchAll().catch((error: unknown) => error);
		const live = listen(url);
		await until(() => (live.snapshots.at(-1)?.operations.length ?? 0) > 0);
		live.end();
		const [operation] = live.snapshots.at(-1)?.operations ?? [];
		expect(operation).toMatchObject({
			stage: expect.stringMatching(/\w/),
			message: expect.stringMatching(/\w/),
			callers: 1,
		});
		const headers = { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
		const path = `/api/operations/${operation?.id}/cancel`;
		expect((await ask(path, { method: 'POST', headers })).status).toBe(200);
		expect(await answer).toMatchObject({ code: 'ABORTED' });
		expect((await ask(path, { method: 'POST', headers })).status).toBe(404);
	});

	it('is given to so many readers and no more, and a reader who leaves makes room', async () => {
		const { url } = await stage();
		const readers = Array.from({ length: MOST_READERS }, () => listen(url));
		expect(new Set(await Promise.all(readers.map(({ status }) => status)))).toEqual(new Set([200]));
		expect(await listen(url).status).toBe(503);
		for (const { end } of readers) end();
		await expect
			.poll(() => {
				const again = listen(url);
				return again.status.finally(() => again.end());
			})
			.toBe(200);
	});

	it('ends with the bot, which does not wait for its readers', async () => {
		const { url, bot, log } = await stage();
		const live = listen(url);
		await until(() => live.snapshots.length > 0);
		await bot.stop();
		expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
		live.end();
	});
});

describe('the table of members', () => {
	it('answers from the roster, without a request to Discord, and says so when there is none', async () => {
		const { ask, read, fetchAll, emulator, guild } = await stage({ guilds: [{ members: 300 }] });
		const path = `/api/guilds/${guild.id}/members`;
		expect(await ask(path)).toMatchObject({ status: 409, body: expect.stringContaining('No list of this guild') });
		await fetchAll();
		const before = structuredClone(emulator.stats.bot().rest.total);
		const found = await read<MemberSearch>(path);
		expect(found).toMatchObject({ total: 300, status: 'complete' });
		expect(found.rows).toHaveLength(100);
		const rest = await read<MemberLine[]>(`/api/lists/${found.list}?from=100&count=200`);
		const ids = [...found.rows, ...rest].map((row) => row?.id);
		expect(ids.sort()).toEqual(guild.ids(0, 300).sort());
		expect(emulator.stats.bot().rest.total).toBe(before);
	});

	it('finds by the beginning of a name, by an id and by a role', async () => {
		const { read, fetchAll, guild } = await stage({ guilds: [{ members: 80 }] });
		const [one = '', other = ''] = guild.ids(0, 2);
		const role = guild.createRole({ name: '"><script>alert(1)</script>' });
		guild.addRole(one, role.id);
		const late = guild.join({ nick: 'Qxä <img src=x onerror=alert(1)>' });
		await fetchAll();
		const find = (query: string) => read<MemberSearch>(`/api/guilds/${guild.id}/members?${query}`);
		expect((await find(`search=${other}`)).rows.map((row) => row?.id)).toEqual([other]);
		expect((await find('search=qx%C3%A4')).rows).toMatchObject([
			{ id: late.user.id, name: 'Qxä <img src=x onerror=alert(1)>' },
		]);
		expect((await find(`role=${role.id}`)).rows).toMatchObject([{ id: one, roles: [role.id] }]);
		expect((await find(`role=${guild.id}`)).total).toBe(81);
		expect(await read(`/api/guilds/${guild.id}/roles`)).toContainEqual({ id: role.id, name: role.name, holders: 1 });
	});

	it('keeps nobody who was erased, neither in an open list nor for a search, also if the list is stale', async () => {
		const { ask, read, fetchAll, guild, emulator, bot, log } = await stage({ guilds: [{ members: 80 }] });
		const path = `/api/guilds/${guild.id}/members`;
		const statuses = async (list: string) => {
			const open = await ask(`/api/lists/${list}?from=0&count=100`);
			return [open.status, (await ask(path)).status];
		};
		await fetchAll();
		const first = await read<MemberSearch>(path);
		expect(await statuses(first.list)).toEqual([200, 200]);
		bot.members.forget(guild.memberAt(5).user.id);
		expect(await statuses(first.list)).toEqual([410, 409]);
		await fetchAll();
		const second = await read<MemberSearch>(path);
		emulator.faults.gateway.cut({ resumable: false });
		await until(() => log.some(({ msg }) => msg === 'The connection to Discord is back'));
		expect(await statuses(second.list)).toEqual([200, 200]);
		bot.members.forget(guild.memberAt(6).user.id);
		expect(await statuses(second.list)).toEqual([410, 409]);
	});

	it('keeps nobody who was erased if somebody has joined in their place', async () => {
		const { ask, read, fetchAll, guild, bot } = await stage({ guilds: [{ members: 80 }] });
		const path = `/api/guilds/${guild.id}/members`;
		await fetchAll();
		await read(path);
		bot.members.forget(guild.memberAt(5).user.id);
		guild.join({});
		await until(() => bot.members.getCacheStats().members === 80);
		expect((await ask(path)).status).toBe(409);
	});

	it('keeps no id of somebody who was erased after others came and went, also if nobody looks', async () => {
		const clock = new MovableClock();
		const { ask, read, fetchAll, guild, bot, container } = await stage({ guilds: [{ members: 80 }], clock });
		const lists = container.resolve(MemberLists);
		await fetchAll();
		const open = async () => (await read<MemberSearch>(`/api/guilds/${guild.id}/members`)).list;
		const rows = async (list: string) => (await ask(`/api/lists/${list}?from=0&count=100`)).status;
		const first = await open();
		guild.join({});
		guild.leave(guild.memberAt(7).user.id);
		guild.join({});
		await until(() => bot.members.getCacheStats().members === 81);
		expect([await rows(first), lists.kept]).toEqual([200, 1]); // who comes and goes ends no list
		bot.members.forget(guild.memberAt(5).user.id);
		expect([await rows(first), lists.kept]).toEqual([410, 0]);
		await fetchAll();
		await open();
		bot.members.forget(guild.memberAt(6).user.id);
		expect(lists.kept).toBe(1);
		clock.advance(5_000);
		expect(lists.kept).toBe(0);
	});

	it('looks for names in turns with other work, and finds the same', async () => {
		const { fetchAll, guild, container, bot } = await stage({ guilds: [{ members: 20_000 }] });
		const { roster } = await fetchAll();
		const lists = container.resolve(MemberLists);
		const discordGuild = bot.client.guilds.cache.get(guild.id) as Guild;
		for (const search of ['', 'a']) {
			let turns = 0;
			let next = setImmediate(function count() {
				turns++;
				next = setImmediate(count);
			});
			const found = await lists.search(discordGuild, { search });
			clearImmediate(next);
			expect(turns).toBeGreaterThanOrEqual(20);
			const wanted = [...(search === '' ? roster : roster.search(search)).ids()];
			expect([found?.total, found?.rows.map((row) => row?.id)]).toEqual([wanted.length, wanted.slice(0, 100)]);
		}
		const gone = new AbortController();
		const given = lists.search(discordGuild, { search: 'b' }, gone.signal);
		gone.abort();
		expect([await given, lists.kept]).toEqual([undefined, 2]);
	});

	it('shows the members of an open list as they are now, and says who is not in it any more', async () => {
		const { read, fetchAll, guild } = await stage({ guilds: [{ members: 80 }] });
		await fetchAll();
		const { list, rows } = await read<MemberSearch>(`/api/guilds/${guild.id}/members`);
		const place = rows.findIndex((row) => row?.id !== guild.ownerId && !row?.isBot);
		guild.leave(rows[place]?.id ?? '');
		const rowsNow = () => read<unknown[]>(`/api/lists/${list}?from=${place}&count=1`);
		await expect.poll(rowsNow).toEqual([null]);
	});

	it('keeps nothing of a guild that the bot has left', async () => {
		const { ask, read, fetchAll, guild, emulator } = await stage();
		await fetchAll();
		const { list } = await read<MemberSearch>(`/api/guilds/${guild.id}/members`);
		guild.leave(emulator.bots[0]?.id ?? '');
		await expect.poll(async () => (await ask(`/api/lists/${list}?from=0&count=1`)).status).toBe(410);
	});

	it('keeps showing the last list, marked as stale, when the list is stale', async () => {
		const { read, fetchAll, guild, emulator, log } = await stage({ guilds: [{ members: 80 }] });
		await fetchAll();
		const path = `/api/guilds/${guild.id}/members`;
		await read(path);
		emulator.faults.gateway.cut({ resumable: false });
		await until(() => log.some(({ msg }) => msg === 'The connection to Discord is back'));
		expect(await read<MemberSearch>(path)).toMatchObject({ total: 80, status: 'stale' });
	});

	it.each([
		'/api/guilds/123456789012345678/members',
		'/api/guilds/123456789012345678/growth',
		'/api/lists/x?from=0&count=1',
	])('has nothing at %s', async (path) => {
		const { ask } = await stage();
		expect([404, 410]).toContain((await ask(path)).status);
	});

	it.each([
		'/api/guilds/x/members',
		'/api/lists/x',
		'/api/lists/x?from=-1&count=1',
		'/api/lists/x?from=0&count=1000000',
	])('refuses %s', async (path) => {
		const { ask } = await stage();
		expect((await ask(path)).status).toBe(400);
	});
});

it('Joins and leaves come per day, by the clock of the bot', async () => {
	const { read, guild, bot } = await stage({ clock: new MovableClock() });
	guild.join({});
	guild.leave(guild.join({}).user.id);
	const path = `/api/guilds/${guild.id}/growth`;
	await expect.poll(() => read(path)).toEqual([{ day: '2026-01-01', joins: 2, leaves: 1 }]);
	expect(bot.client.isReady()).toBe(true);
});

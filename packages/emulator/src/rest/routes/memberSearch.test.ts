import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aGuild(options: Parameters<typeof startRest>[0] = {}) {
	const rest = await startRest(options);
	const { guild } = rest;
	const path = `/guilds/${guild.id}/members-search`;
	const search = async (json: object) => {
		const { status, body } = await rest.call('POST', path, json);
		if (status !== 200) return { status, body };
		const ids: string[] = body.members.map(({ member }: { member: { user: { id: string } } }) => member.user.id);
		return { status, body, ids };
	};
	const truth = [...guild.members()];
	return { ...rest, path, search, truth };
}

const joined = ({ joined_at }: { joined_at: string | null }) => Date.parse(joined_at ?? '');

describe('POST members-search, which Discord does not document', () => {
	it('gives 25 members by default, the newest first, and how many fit in all', async () => {
		const { search, truth, guild } = await aGuild();
		const { body, ids } = await search({});
		const newest = truth.toSorted((one, other) => joined(other) - joined(one));
		expect(body).toMatchObject({ guild_id: guild.id, page_result_count: 25, total_result_count: truth.length });
		expect(ids?.map((id) => joined(guild.member(id) as never))).toEqual(newest.slice(0, 25).map(joined));
		const [first] = body.members;
		expect({ ...first, member: { ...first.member, user: guild.member(ids?.[0] ?? '')?.user } }).toEqual({
			...{ member: { ...guild.member(ids?.[0] ?? ''), unusual_dm_activity_until: null }, integration_type: null },
			...{ source_invite_code: null, join_source_type: 0, inviter_id: null },
		});
	});

	it('filters by roles, names, ids, time, timeouts and flags', async () => {
		const { search, guild, truth } = await aGuild();
		const some = truth.filter(({ roles }) => roles.length > 1);
		const [first = '', second = ''] = some[0]?.roles ?? [];
		const having = (...wanted: string[]) =>
			truth.filter(({ roles }) => wanted.every((id) => roles.includes(id))).map(({ user }) => user.id);
		const all = { limit: 1000, sort: 4 };
		const of = async (and_query: object) => (await search({ ...all, and_query })).ids;
		expect(await of({ role_ids: { and_query: [first, second] } })).toEqual(having(first, second));
		expect(await of({ role_ids: { or_query: [first] } })).toEqual(having(first));
		expect(await of({ user_id: { or_query: [guild.ownerId, '1'] } })).toEqual([guild.ownerId]);
		const { user } = guild.update(guild.ownerId, { nick: 'Ärger' });
		expect(await of({ usernames: { or_query: ['äR'] } })).toEqual([user.id]);
		expect(await of({ usernames: { or_query: [user.username] } })).toContain(user.id);
		const until = '2030-01-01T00:00:00.000000+00:00';
		const timedOut = guild.memberAt(9).user.id;
		guild.update(timedOut, { communication_disabled_until: until });
		const later = { range: { gte: Date.parse('2029-12-31') } };
		expect(await of({ safety_signals: { communication_disabled_until: later } })).toEqual([timedOut]);
		guild.update(timedOut, { flags: 1 });
		expect(await of({ did_rejoin: true })).toContain(timedOut);
		expect(await of({ source_invite_code: { or_query: ['abc'] } })).toEqual([]);
		const either = await search({
			...all,
			or_query: { user_id: { or_query: [timedOut] }, role_ids: { or_query: [first] } },
		});
		expect(either.ids).toEqual(
			[...new Set([...having(first), timedOut])].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)),
		);
	});

	it('sees who joined and left at once', async () => {
		const { search, guild } = await aGuild();
		const { user } = guild.join();
		const query = { and_query: { user_id: { or_query: [user.id] } } };
		expect((await search(query)).ids).toEqual([user.id]);
		guild.leave(user.id);
		expect((await search(query)).body).toMatchObject({ page_result_count: 0, total_result_count: 0 });
	});

	it('gives every member once, page after page, whatever the order, in both directions', async () => {
		const { search, truth, guild } = await aGuild({ guilds: [{ members: 40 }] });
		// Some join in the same millisecond, so that only the id tells them apart.
		for (const { user } of truth.slice(0, 9)) guild.update(user.id, { joined_at: truth[0]?.joined_at as string });
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(1, 2, 3, 4),
				fc.integer({ min: 1, max: 41 }),
				fc.boolean(),
				async (sort, limit, isBack) => {
					const seen: string[] = [];
					for (let place: object | undefined = undefined; ; ) {
						const { ids = [] } = await search({ sort, limit, ...(place && { [isBack ? 'before' : 'after']: place }) });
						if (isBack && place === undefined) {
							// The last page first: from behind the end.
							const whole = (await search({ sort, limit: 1000 })).ids ?? [];
							seen.unshift(whole.at(-1) ?? '');
						} else seen.splice(isBack ? 0 : seen.length, 0, ...ids);
						if (!isBack && ids.length < limit) break;
						const edge = (isBack ? seen[0] : seen.at(-1)) ?? '';
						if (isBack && place !== undefined && ids.length === 0) break;
						place = { user_id: edge, guild_joined_at: joined(guild.member(edge) as never) };
					}
					expect(seen).toEqual((await search({ sort, limit: 1000 })).ids);
				},
			),
			{ numRuns: 10 * inject('depth') },
		);
	});

	it.each([
		{ limit: 0 },
		{ limit: 1001 },
		{ sort: 5 },
		{ and_query: { role_ids: { or_query: Array(11).fill('1') } } },
		{ and_query: { user_id: { or_query: ['x'] } } },
		{ and_query: { quarantined: true } },
		{ after: { user_id: '1' } },
	])('refuses what it does not know, since a filter without effect would mislead: %j', async (json) => {
		const { search } = await aGuild();
		expect((await search(json)).body.code).toBe(50035);
	});

	it('needs the permission to manage the guild, and the members intent of the application', async () => {
		const without = await aGuild({ bots: [{ permissions: '0' }] });
		expect((await without.search({})).body.code).toBe(50013);
		const blind = await aGuild({ bots: [{ intents: { members: false } }] });
		expect((await blind.search({})).body.code).toBe(50001);
	});
});

import type { APIGuildMember } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { compareSnowflakes } from '../../random/index.js';
import { startRest } from '../../tests/startRest.js';

const ids = (body: { user: { id: string } }[]) => body.map(({ user }) => user.id);

/** A member with what is always there over REST, and not always over the gateway. */
function overRest(member: APIGuildMember): object {
	const { user, pending = false } = member;
	return { ...member, pending, user: { primary_guild: null, ...user, flags: user.flags ?? user.public_flags } };
}

describe('GET /guilds/{id}/members', () => {
	it('gives one member by default, and up to a thousand', async () => {
		const { get, guild } = await startRest({ guilds: [{ members: 1500 }] });
		expect((await get(`/guilds/${guild.id}/members`)).body).toHaveLength(1);
		expect((await get(`/guilds/${guild.id}/members?limit=1000`)).body).toHaveLength(1000);
	});

	it.each([
		['0', 'NUMBER_TYPE_MIN'],
		['1001', 'NUMBER_TYPE_MAX'],
		['ten', 'NUMBER_TYPE_COERCE'],
	])('refuses the limit %s with code 50035', async (limit, code) => {
		const { get, guild } = await startRest();
		const { status, body } = await get(`/guilds/${guild.id}/members?limit=${limit}`);
		expect(status).toBe(400);
		expect(body).toMatchObject({
			code: 50035,
			message: 'Invalid Form Body',
			errors: { limit: { _errors: [{ code }] } },
		});
	});

	it('sorts by user id and goes on after the last one, until it has given everybody once', async () => {
		const { get, guild } = await startRest({ guilds: [{ members: 250 }] });
		guild.join({ user: { id: '200000000000000000' } });
		const seen: string[] = [];
		for (let after = '0'; ; after = seen.at(-1) as string) {
			const page = ids((await get(`/guilds/${guild.id}/members?limit=100&after=${after}`)).body);
			if (page.length === 0) break;
			seen.push(...page);
		}
		expect(seen).toEqual([...guild.members()].map(({ user }) => user.id));
		expect(seen).toEqual(seen.toSorted(compareSnowflakes));
	});

	it('shows the world as it is now, in every field', async () => {
		const { get, guild } = await startRest();
		const { user } = guild.update(guild.memberAt(4).user.id, { nick: '지금' });
		guild.leave(guild.memberAt(5).user.id);
		const { body } = await get(`/guilds/${guild.id}/members?limit=1000`);
		expect(body).toEqual([...guild.members()].map(overRest));
		expect(body.find((member: { user: { id: string } }) => member.user.id === user.id).nick).toBe('지금');
	});

	it('answers 403 with code 50001 if the application lacks the members intent', async () => {
		const { get, guild } = await startRest({ bots: [{ intents: { members: false } }] });
		const { status, body } = await get(`/guilds/${guild.id}/members`);
		expect([status, body]).toEqual([403, { message: 'Missing Access', code: 50001 }]);
	});

	it('answers 403 with code 50001 in a guild that the bot is not in, 404 with 10004 in one that does not exist', async () => {
		const { get, guild, bot } = await startRest();
		guild.leave(bot.id);
		expect(await get(`/guilds/${guild.id}/members`)).toMatchObject({ status: 403, body: { code: 50001 } });
		expect(await get('/guilds/123456789012345678/members')).toMatchObject({ status: 404, body: { code: 10004 } });
	});
});

describe('GET /guilds/{id}/members/search', () => {
	it('finds members by the beginning of username or nickname, one by default, without any intent', async () => {
		const { get, guild } = await startRest({ bots: [{ intents: { members: false } }] });
		guild.update(guild.memberAt(1).user.id, { nick: 'Zebra one' });
		guild.update(guild.memberAt(2).user.id, { nick: 'zebra two' });
		const path = `/guilds/${guild.id}/members/search?query=ZEBRA`;
		expect((await get(path)).body).toHaveLength(1);
		expect(ids((await get(`${path}&limit=1000`)).body)).toEqual([1, 2].map((at) => guild.memberAt(at).user.id));
		const { username } = guild.memberAt(3).user;
		expect(ids((await get(`/guilds/${guild.id}/members/search?query=${username}`)).body)).toEqual([
			guild.memberAt(3).user.id,
		]);
	});

	it('refuses a query that is missing, empty or longer than a hundred characters', async () => {
		const { get, guild } = await startRest();
		for (const query of ['', '?query=', `?query=${'x'.repeat(101)}`]) {
			const { status, body } = await get(`/guilds/${guild.id}/members/search${query}`);
			expect([status, body.code, Object.keys(body.errors)]).toEqual([400, 50035, ['query']]);
		}
	});
});

describe('GET /guilds/{id}/members/{user}', () => {
	it('gives one member without any intent', async () => {
		const { get, guild } = await startRest({ bots: [{ intents: { members: false } }] });
		const member = guild.memberAt(7);
		expect((await get(`/guilds/${guild.id}/members/${member.user.id}`)).body).toEqual(overRest(member));
	});

	it('answers 10007 for a user who is not in the guild and 10013 for one who does not exist', async () => {
		const { get, guild } = await startRest();
		const { id } = guild.memberAt(7).user;
		guild.leave(id);
		expect(await get(`/guilds/${guild.id}/members/${id}`)).toMatchObject({
			status: 404,
			body: { code: 10007, message: 'Unknown Member' },
		});
		expect(await get(`/guilds/${guild.id}/members/1`)).toMatchObject({
			status: 404,
			body: { code: 10013, message: 'Unknown User' },
		});
	});
});

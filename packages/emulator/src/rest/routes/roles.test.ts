import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

describe('roles over REST', () => {
	it('are listed with @everyone, and each is found by its id', async () => {
		const { get, guild } = await startRest();
		const { body } = await get(`/guilds/${guild.id}/roles`);
		expect(body).toEqual([...guild.roles.values()]);
		expect((await get(`/guilds/${guild.id}/roles/${body[3].id}`)).body).toEqual(body[3]);
		expect((await get(`/guilds/${guild.id}/roles/1`)).body.code).toBe(10011);
	});

	it('have counts of their members, without @everyone', async () => {
		const { get, guild } = await startRest({ guilds: [{ members: 500 }] });
		const role = [...guild.roles.keys()][4] as string;
		const holders = [...guild.members()].filter(({ roles }) => roles.includes(role));
		guild.removeRole(holders[0]?.user.id as string, role);
		const { body } = await get(`/guilds/${guild.id}/roles/member-counts`);
		expect(Object.keys(body).toSorted()).toEqual([...guild.roles.keys()].filter((id) => id !== guild.id).toSorted());
		expect(body[role]).toBe(holders.length - 1);
	});

	it('can be made, changed and deleted by a bot that may manage them', async () => {
		const { call, guild } = await startRest({ bots: [{ permissions: (1n << 28n).toString() }] });
		const made = await call('POST', `/guilds/${guild.id}/roles`, { name: 'Crew', color: 255, hoist: true });
		expect(made).toMatchObject({
			status: 200,
			body: { name: 'Crew', color: 255, colors: { primary_color: 255 }, hoist: true },
		});
		const path = `/guilds/${guild.id}/roles/${made.body.id}`;
		expect((await call('PATCH', path, { name: 'Team' })).body).toMatchObject({ name: 'Team', color: 255 });
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await call('DELETE', path)).body.code).toBe(10011);
	});

	it('answer 50013 to a bot that may not', async () => {
		const { call, guild } = await startRest({ bots: [{ permissions: '0' }] });
		const role = [...guild.roles.keys()][1];
		expect((await call('POST', `/guilds/${guild.id}/roles`, {})).body.code).toBe(50013);
		expect((await call('PATCH', `/guilds/${guild.id}/roles/${role}`, {})).body.code).toBe(50013);
		expect((await call('DELETE', `/guilds/${guild.id}/roles/${role}`)).body.code).toBe(50013);
	});
});

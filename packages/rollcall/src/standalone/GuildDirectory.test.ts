import type { GatewayDispatchPayload } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { GuildDirectory } from './GuildDirectory.js';

const aRole = (id: string, name: string, position = 1) => ({ id, name, position });

/** A directory that has taken these dispatches, name and data, on shard 0. */
function after(...dispatches: readonly (readonly [string, unknown])[]): GuildDirectory {
	const directory = new GuildDirectory();
	for (const [t, d] of dispatches) directory.take(0, { op: 0, s: 1, t, d } as unknown as GatewayDispatchPayload);
	return directory;
}

const READY = ['READY', { guilds: [{ id: '77', unavailable: true }] }] as const;
const CREATE = ['GUILD_CREATE', { id: '77', member_count: 5, roles: [aRole('77', '@everyone', 0)] }] as const;

describe('GuildDirectory', () => {
	it('knows a guild from READY, and holds it from GUILD_CREATE', () => {
		expect(after(READY).get('77')).toMatchObject({ shardId: 0, available: false, memberCount: undefined });
		expect(after(READY, CREATE).get('77')).toMatchObject({ available: true, memberCount: 5 });
		expect(after(READY).get('78')).toBeUndefined();
	});

	it('does not hold it in an outage, and forgets it when the bot has left', () => {
		const outage = ['GUILD_DELETE', { id: '77', unavailable: true }] as const;
		expect(after(READY, CREATE, outage).get('77')).toMatchObject({ available: false, memberCount: 5 });
		expect(after(READY, CREATE, outage, ['GUILD_CREATE', { id: '77', unavailable: true }]).get('77')?.available).toBe(
			false,
		);
		expect(after(READY, CREATE, ['GUILD_DELETE', { id: '77' }]).get('77')).toBeUndefined();
	});

	it('begins again with READY: the guilds that it names are awaited, the others are lost', () => {
		const other = ['GUILD_CREATE', { id: '78', member_count: 9, roles: [] }] as const;
		const directory = after(READY, CREATE, other, READY);
		expect(directory.get('77')).toMatchObject({ available: false, memberCount: 5 });
		expect(directory.get('78')).toBeUndefined();
	});

	it('follows a guild to another shard, whichever shard names it first', () => {
		const directory = after(READY, CREATE);
		const [t, d] = READY;
		directory.take(1, { t, d } as unknown as GatewayDispatchPayload);
		directory.take(0, { t, d: { guilds: [] } } as unknown as GatewayDispatchPayload);
		expect(directory.get('77')).toMatchObject({ shardId: 1, available: false });
	});

	it('counts members as they come and go', () => {
		const join = ['GUILD_MEMBER_ADD', { guild_id: '77' }] as const;
		const leave = ['GUILD_MEMBER_REMOVE', { guild_id: '77' }] as const;
		expect(after(READY, CREATE, join, join, leave).get('77')?.memberCount).toBe(6);
		expect(after(READY, join).get('77')?.memberCount).toBeUndefined(); // one of how many?
	});

	it('keeps the roles by their names of this moment', () => {
		const directory = after(
			READY,
			CREATE,
			['GUILD_ROLE_CREATE', { guild_id: '77', role: aRole('8', 'Mods') }],
			['GUILD_ROLE_CREATE', { guild_id: '77', role: aRole('9', 'Gone') }],
			['GUILD_ROLE_UPDATE', { guild_id: '77', role: aRole('8', 'Crew', 4) }],
			['GUILD_ROLE_DELETE', { guild_id: '77', role_id: '9' }],
		);
		expect([...(directory.get('77')?.roles.values() ?? [])]).toEqual([
			{ id: '77', name: '@everyone' },
			{ id: '8', name: 'Crew' },
		]);
	});
});

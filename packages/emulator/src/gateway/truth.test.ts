import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/index.js';
import { GatewayClient, type Received } from '../tests/GatewayClient.js';
import { startEmulator } from '../tests/startEmulator.js';

type Roster = Map<string, Record<string, unknown>>;

/** A client that believes everything, in the order in which it comes. */
function apply(roster: Roster, { t, d }: Received): void {
	const { guild_id: _, ...member } = d ?? {};
	if (t === 'GUILD_MEMBERS_CHUNK') for (const each of d.members) roster.set(each.user.id, each);
	else if (t === 'GUILD_MEMBER_ADD') roster.set(d.user.id, member);
	else if (t === 'GUILD_MEMBER_REMOVE') roster.delete(d.user.id);
	else if (t === 'GUILD_MEMBER_UPDATE' && roster.has(d.user.id))
		roster.set(d.user.id, { ...roster.get(d.user.id), ...member });
}

describe('the truth', () => {
	it.each([1, 2, 3, 4, 5])(
		'is what all dispatches say, applied in their order, with any changes during an answer (seed %i)',
		async (seed) => {
			const clock = new ManualClock();
			const gateway = { membersPerSecond: 10_000, requestLatency: 20, eventLatency: seed * 7 };
			const emulator = await startEmulator({ seed, guilds: [{ members: 4200 }], gateway }, clock);
			const client = new GatewayClient(emulator);
			client.identify();
			await client.next('READY');
			await client.settledHeartbeat();
			const guild = emulator.world.guild();
			const rates = { joinsPerSecond: 200, leavesPerSecond: 300, updatesPerSecond: 300 };
			const stop = emulator.world.startActivity(rates);
			clock.advance(100);
			client.requestAll(guild.id, 'n');
			await client.settledHeartbeat();
			clock.advance(1000);
			stop();
			clock.advance(100);
			await client.chunks('n', 5);
			await client.settledHeartbeat();
			const roster: Roster = new Map();
			for (const payload of client.received) apply(roster, payload);
			const now = new Map([...guild.members()].map((member) => [member.user.id, member]));
			expect(guild.version).toBeGreaterThan(500);
			expect([...roster.keys()].sort()).toEqual([...now.keys()].sort());
			for (const [id, member] of now) expect(roster.get(id)).toEqual(member);
		},
	);
});

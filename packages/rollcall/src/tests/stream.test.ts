import { Collection } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectExact, setStage } from './stage.js';
import { VirtualClock } from './VirtualClock.js';

/** Counts how often the event loop comes round, until the test ends. */
function countTurns() {
	const turns = { count: 0 };
	const look = () => {
		turns.count++;
		next = setImmediate(look);
	};
	let next = setImmediate(look);
	onTestFinished(() => clearImmediate(next));
	return turns;
}

describe('a stream', () => {
	it('gives the holders of a role that is deleted meanwhile once more, without it', async () => {
		const { service, guild, truth, emulator } = await setStage({ members: 5_000, clock: new VirtualClock() });
		const [role = ''] = [...truth.roles.keys()].filter((id) => id !== truth.id);
		for (let i = 0; i < 50; i++) truth.update(truth.memberAt(i).user.id, { roles: [role] });
		// Between two chunks, however long the consumer takes for those before; those behind it carry the role as before.
		const deleteRole = () => {
			emulator.faults.gateway.pauseDispatch();
			truth.deleteRole(role);
		};
		emulator.faults.add({ on: 'memberRequest', full: true, stale: true, after: { chunks: 3, do: deleteRole } });
		const given = new Map<string, readonly string[]>();
		const holders = () => [...given.values()].filter((roles) => roles.includes(role)).length;
		let holdersAtDeletion = 0;
		for await (const { members, removed } of service.streamGuildMembers(guild)) {
			for (const member of members.values())
				given.set(
					member.id,
					member.roles.cache.map(({ id }) => id),
				);
			for (const id of removed) given.delete(id);
			if (given.size !== 3_000) continue;
			holdersAtDeletion = holders();
			emulator.faults.gateway.resumeDispatch();
		}
		expect(holdersAtDeletion).toBeGreaterThanOrEqual(50);
		expect([given.size, holders()]).toEqual([truth.size, 0]);
	});

	it('gives batches as they arrive, and applied in order they are the complete list', async () => {
		const stage = await setStage({ members: 6_500, clock: new VirtualClock() });
		const { service, guild, truth, emulator } = stage;
		const change = () => {
			emulator.faults.gateway.pauseDispatch();
			truth.leave(truth.memberAt(0).user.id);
			truth.update(truth.memberAt(6_000).user.id, { nick: 'streamed' });
		};
		emulator.faults.add({ on: 'memberRequest', stale: true, after: { chunks: 2, do: change } });
		const applied = new Collection<string, NonNullable<ReturnType<typeof guild.members.cache.get>>>();
		let batches = 0;
		for await (const batch of service.streamGuildMembers(guild)) {
			if (batches++ === 1) emulator.faults.gateway.resumeDispatch();
			for (const [id, member] of batch.members) applied.set(id, member);
			for (const id of batch.removed) applied.delete(id);
			expect(batch.metadata.complete).toBe(batch.done);
			if (batch.done) expectExact({ success: true, members: applied, metadata: batch.metadata }, stage);
		}
		expect(batches).toBeGreaterThan(3);
	});

	it.each(['as it arrives', 'from the cache'])(
		'gives each batch a turn of the event loop, and few members, to a consumer who is behind: %s',
		async (when) => {
			const stage = await setStage({ members: 6_500 });
			const { service, guild } = stage;
			if (when === 'from the cache') await service.fetchGuildMembers(guild);
			const turns = countTurns();
			const applied = new Set<string>();
			let batches = 0;
			let turn = turns.count;
			for await (const { members, done } of service.streamGuildMembers(guild)) {
				// Meanwhile all the others arrive.
				if (batches++ === 0) await service.fetchGuildMembers(guild);
				else expect(turns.count).toBeGreaterThan(turn);
				turn = turns.count;
				expect(members.size).toBeLessThanOrEqual(250);
				for (const id of members.keys()) applied.add(id);
				expect(applied.size === guild.memberCount).toBe(done);
			}
			expect(batches).toBeGreaterThanOrEqual(6_500 / 250);
		},
	);

	it('stops the work when the consumer breaks off', async () => {
		const { service, guild, emulator } = await setStage({ members: 6_500 });
		const pause = () => emulator.faults.gateway.pauseDispatch();
		emulator.faults.add({ on: 'memberRequest', after: { chunks: 1, do: pause } });
		for await (const batch of service.streamGuildMembers(guild)) {
			expect(batch.done).toBe(false);
			break;
		}
		expect(service.getActiveOperations()).toEqual([]);
	});
});

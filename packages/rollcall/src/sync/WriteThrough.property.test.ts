import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { ManyShards } from '../tests/ManyShards.js';

const USERS = ['11', '12'];
const NAMES = ['a', 'b', 'c'];
const GUILDS = 4;

type Action =
	| { readonly kind: 'rename'; readonly user: string; readonly name: string }
	| { readonly kind: 'join' | 'leave' | 'speak'; readonly user: string; readonly guild: number }
	| { readonly kind: 'deliver'; readonly shard: number; readonly most: number }
	| { readonly kind: 'beat'; readonly shard: number }
	| { readonly kind: 'wait'; readonly ms: number }
	| { readonly kind: 'fetch'; readonly guild: number };

const user = fc.constantFrom(...USERS);
const guild = fc.nat(GUILDS - 1);
const shard = fc.nat(2);
const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('rename'), user, name: fc.constantFrom(...NAMES) }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave', 'leave', 'speak'), user, guild }) },
	{ weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver'), shard, most: fc.integer({ min: 1, max: 6 }) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('beat'), shard }) },
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(1, 100, 5_000, 20_000, 200_000) }),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('fetch'), guild }) },
);

async function happen(world: ManyShards, step: Action): Promise<void> {
	const guildId = 'guild' in step ? (world.guildIds[step.guild] as string) : '';
	const shardId = 'shard' in step ? step.shard % world.shards : 0;
	if (step.kind === 'rename') world.rename(step.user, step.name);
	if (step.kind === 'join') world.join(step.user, guildId);
	if (step.kind === 'leave') world.leave(step.user, guildId);
	if (step.kind === 'speak') world.speak(step.user, guildId);
	if (step.kind === 'deliver') world.deliver(shardId, step.most);
	if (step.kind === 'beat') world.beat(shardId);
	if (step.kind === 'wait') await world.clock.advance(step.ms);
	if (step.kind === 'fetch') world.fetch(guildId);
}

/** Users who are in three guilds each, whose lists are known. */
function aWorld(shards: number): ManyShards {
	const world = new ManyShards(shards, GUILDS);
	for (const [n, userId] of USERS.entries()) {
		world.names.set(userId, 'a');
		for (const guildId of world.guildIds.slice(n, n + 3)) world.join(userId, guildId);
	}
	for (const guildId of world.guildIds) world.fetch(guildId);
	return world;
}

it('never leaves a list wrong when the events of all shards have come, in whatever order they do', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(action, { maxLength: 40, size: 'max' }), async (actions) => {
			const world = aWorld(3);
			for (const step of actions) await happen(world, step);
			for (let shardId = 0; shardId < 3; shardId++) world.deliver(shardId);
			for (const guildId of world.guildIds) {
				const members = [...(world.members.get(guildId) ?? [])];
				const truth = members.map((userId) => `${userId} ${world.names.get(userId)}`).sort();
				const known = [...(world.guild(guildId).roster?.table.view().toJSON() ?? [])];
				expect(known.map(({ user: { id, username } }) => `${id} ${username}`).sort()).toEqual(truth);
			}
		}),
		{ numRuns: 300 * inject('depth') },
	);
});

it('gives a user one age in all guilds of a shard, after each dispatch', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(action, { maxLength: 60, size: 'max' }), async (actions) => {
			const world = aWorld(1);
			for (const step of actions) {
				await happen(world, step.kind === 'deliver' ? { ...step, most: 1 } : step);
				for (const userId of USERS) {
					const names = world.guildIds.map((guildId) => world.known(guildId, userId));
					expect(new Set(names.filter((name) => name !== undefined)).size).toBeLessThan(2);
				}
			}
		}),
		{ numRuns: 200 * inject('depth') },
	);
});

import { describe, expect, it } from 'vitest';
import { BotAccounts } from '../accounts/index.js';
import { ManualClock } from '../clock/index.js';
import { World, type WorldChange } from './index.js';

const guilds = [{ members: 500 }, { members: 300, name: 'Second' }];

describe('World', () => {
	it('is the same world for the same seed', () => {
		const [one, two] = [new World({ seed: 7, guilds }), new World({ seed: 7, guilds })];
		expect([...one.guilds.keys()]).toEqual([...two.guilds.keys()]);
		expect([...one.guild().members()]).toEqual([...two.guild().members()]);
	});

	it('puts every bot into the guilds of its options', () => {
		const ids = [...new World({ seed: 1, guilds }).guilds.keys()] as [string, string];
		const accounts = new BotAccounts([{}, { guilds: [ids[1]] }], 1);
		const world = new World({ seed: 1, guilds }, accounts);
		const [everywhere, second] = [...accounts].map(({ id }) => world.guildsOf(id).map((guild) => guild.id));
		expect(everywhere).toEqual(ids);
		expect(second).toEqual([ids[1]]);
	});

	it('spreads its guilds over shards', () => {
		const world = new World({ seed: 1, guilds: Array.from({ length: 16 }, () => ({ members: 1 })) });
		const shards = [...world.guilds.keys()].map((id) => Number((BigInt(id) >> 22n) % 4n));
		expect(new Set(shards).size).toBe(4);
	});

	it('changes a user in every guild that knows them', () => {
		const world = new World({ seed: 1, guilds });
		const { id } = world.guild().memberAt(0).user;
		const second = [...world.guilds.values()][1];
		second?.join({ user: { id } });
		world.updateUser(id, { global_name: 'Both' });
		expect([...world.guilds.values()].map((guild) => guild.member(id)?.user.global_name)).toEqual(['Both', 'Both']);
	});

	it('changes a user also for the guilds that they have left', () => {
		const world = new World({ seed: 1, guilds });
		const { id } = world.guild().memberAt(0).user;
		const [first, second] = [...world.guilds.values()];
		second?.join({ user: { id } });
		second?.leave(id);
		first?.leave(id);
		world.updateUser(id, { username: 'renamed', global_name: undefined });
		for (const guild of [first, second]) {
			expect(guild?.join({ user: { id } }).user).toMatchObject({ id, username: 'renamed' });
			expect(guild?.member(id)?.user).not.toHaveProperty('global_name');
		}
	});

	it('refuses two guilds with one id', () => {
		const id = '300000000000000000';
		expect(
			() =>
				new World({
					seed: 1,
					guilds: [
						{ id, members: 1 },
						{ id, members: 1 },
					],
				}),
		).toThrow(`Two guilds have the id ${id}`);
	});
});

describe('activity', () => {
	function run(seconds: number) {
		const clock = new ManualClock();
		const world = new World({ seed: 3, guilds: [{ members: 5000 }] }, new BotAccounts([{}], 3), clock);
		const changes: WorldChange[] = [];
		world.onChange((change) => changes.push(change));
		const rates = {
			joinsPerSecond: 10,
			leavesPerSecond: 5,
			updatesPerSecond: 20.5,
			voicePerSecond: 2,
			messagesPerSecond: 1,
		};
		const stop = world.startActivity(rates);
		clock.advance(seconds * 1000);
		const count = (type: string) => changes.filter((change) => change.type === type).length;
		return { clock, world, stop, changes, count };
	}

	it('keeps its rates', () => {
		const { count, world } = run(10);
		expect([count('memberAdd'), count('memberRemove'), count('memberUpdate'), count('messageCreate')]).toEqual([
			100, 50, 205, 10,
		]);
		expect(world.guild().size).toBe(5050);
	});

	it('lets members join, move, mute and leave in voice, and keeps about inVoice of them there', () => {
		const clock = new ManualClock();
		const world = new World({ seed: 5, guilds: [{ members: 300 }] }, new BotAccounts([{}], 5), clock);
		const guild = world.guild();
		const seen = { come: 0, move: 0, change: 0, go: 0 };
		const channels = new Map([...guild.voiceStates.values()].map((state) => [state.user_id, state.channel_id]));
		world.onChange((change) => {
			if (change.type !== 'voiceState') return;
			const { user_id, channel_id } = change.state;
			const before = channels.get(user_id) ?? null;
			if (channel_id === null) seen.go++;
			else if (before === null) seen.come++;
			else seen[before === channel_id ? 'change' : 'move']++;
			channels.set(user_id, channel_id);
		});
		world.startActivity({ voicePerSecond: 5, inVoice: 20, messagesPerSecond: 1 });
		const sizes = Array.from({ length: 60 }, () => {
			clock.advance(10_000);
			return guild.voiceStates.size;
		});
		const mean = sizes.slice(20).reduce((sum, size) => sum + size, 0) / 40;
		expect(mean).toBeGreaterThan(14);
		expect(mean).toBeLessThan(26);
		for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
		const text = [...guild.channels.values()].filter(({ type }) => type === 0);
		expect(text.map(({ id }) => guild.chat.messages(id).latest(1).length)).toEqual([1, 1]);
	});

	it('does the same things for the same seed', () => {
		expect(run(3).changes).toEqual(run(3).changes);
	});

	it('leaves no timer when it is stopped or the world is closed', () => {
		const { clock, stop, world } = run(1);
		stop();
		expect(clock.pending).toBe(0);
		world.startActivity({ joinsPerSecond: 1 });
		world.close();
		expect(clock.pending).toBe(0);
	});
});

import { describe, expect, it } from 'vitest';
import { SmallGuildsWorld } from './SmallGuildsWorld.js';

describe('the world of small guilds', () => {
	const guilds = [...new SmallGuildsWorld(60).emulator.world.guilds.values()].slice(0, 60);

	it('has guilds of 20 to 400 members', () => {
		const sizes = guilds.map(({ size }) => size);
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
		expect(Math.max(...sizes)).toBe(400);
		expect(sizes.filter((size) => size < 100).length).toBeGreaterThan(20);
	});

	it('has users that are in several guilds', () => {
		const guildsOf = new Map<string, number>();
		for (const guild of guilds)
			for (const id of guild.ids(0, guild.size)) guildsOf.set(id, (guildsOf.get(id) ?? 0) + 1);
		const shared = [...guildsOf.values()].filter((count) => count > 1);
		expect(shared.length).toBeGreaterThan(300);
	});

	it('is the same each time', async () => {
		const [one, other] = [new SmallGuildsWorld(20), new SmallGuildsWorld(20)];
		expect((await one.truth()).users).toBe((await other.truth()).users);
		expect((await one.truth()).members).toBe((await other.truth()).members);
	});
});

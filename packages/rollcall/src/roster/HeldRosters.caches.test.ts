import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import { because } from '../errors/because.js';
import { aMember, anAdd, anUpdate, aRemove } from '../tests/aMember.js';
import { aRoster, heldRosters } from '../tests/heldRosters.js';
import { warningsOf } from '../tests/warningsOf.js';

const BEHIND = { isBehindCache: true };

describe('a roster behind a cache', () => {
	it('is not evicted by maxCacheSize, and takes no room from others', () => {
		const { rosters, fetch, heldIds, a, b, c } = heldRosters({ maxCacheSize: 1 });
		fetch(a, BEHIND);
		fetch(b, BEHIND);
		fetch(c);
		expect(heldIds()).toEqual(['a', 'b', 'c']);
		expect([rosters.room.guilds, rosters.held().filter(({ isBehindCache }) => isBehindCache).length]).toEqual([1, 2]);
		fetch(b);
		expect(heldIds()).toEqual(['a', 'b']);
	});

	it('stays when it is stale, longer than the TTL, and is not served for longer than that', async () => {
		const { clock, rosters, fetch, heldIds, a, b } = heldRosters({ defaultTTL: 300_000, cleanupInterval: 60_000 });
		const roster = fetch(a, BEHIND);
		fetch(b);
		for (const guild of [a, b]) guild.breakSession(because('guildUnavailable'), clock.now());
		await clock.advance(361_000);
		expect(heldIds()).toEqual(['a']);
		expect(rosters.held()).toMatchObject([{ guildId: 'a', roster, isTrue: false }]);
		expect(rosters.mayServeStale(roster)).toBe(false);
		roster.isBehindCache = false; // discord.js has emptied its cache
		await clock.advance(60_000);
		expect([heldIds(), a.roster]).toEqual([[], undefined]);
	});

	it('is evicted by maxBytes, after all others, with a warning that names guild, bytes and cure', async () => {
		const { fetch, change, heldIds, clock, a, b, c } = heldRosters();
		const { bytes } = aRoster(a, 500, clock);
		const of500 = { members: 500 };
		const warned = await warningsOf(() => {
			fetch(a, { ...of500, ...BEHIND });
			fetch(b, { ...of500, ...BEHIND });
			fetch(c, of500);
			change({ maxBytes: bytes * 2 });
			expect(heldIds()).toEqual(['a', 'b']);
		});
		expect(warned).toEqual([]);
		const told = await warningsOf(() => change({ maxBytes: bytes * 2 - 1 }));
		expect(heldIds()).toEqual(['b']);
		expect(told).toEqual([
			`The roster of guild a (500 members, ${bytes} bytes) was evicted, so guild.members.cache lacks its members until ` +
				`the guild is fetched again. All rosters took ${2 * bytes} bytes, and cache.maxBytes is ${2 * bytes - 1}. ` +
				`Raise cache.maxBytes to at least ${2 * bytes}.`,
		]);
	});

	it('is not kept if it is too large alone, and the warning does not advise fewer fields', async () => {
		const { fetch, heldIds, a } = heldRosters({ maxBytes: 100 });
		const told = await warningsOf(() => fetch(a, BEHIND));
		expect(heldIds()).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(/, and guild\.members\.cache lacks its members\. Raise .* above \d+\.$/),
		]);
	});

	it('has the less room the more the caches take beside it, and no longer once their client is gone', () => {
		const { rosters, fetch, change, heldIds, caches, clock, a, b, c } = heldRosters();
		const { bytes } = aRoster(a, 500, clock);
		caches.besideBytes = 1_000;
		change({ maxBytes: bytes * 2 + 1_000 });
		for (const guild of [a, b]) fetch(guild, { members: 500, ...BEHIND });
		expect([heldIds(), rosters.room.bytes, rosters.cacheBytes]).toEqual([['a', 'b'], bytes * 2 + 1_000, 1_000]);
		caches.besideBytes = 1_001;
		change({});
		expect(heldIds()).toEqual(['b']);
		fetch(c, { members: 500 });
		expect(heldIds()).toEqual(['b']);
		for (const guild of [a, b]) rosters.release(guild.connection);
		expect([rosters.room.bytes, rosters.cacheBytes]).toEqual([0, 0]);
	});

	it('needs no more guilds when it returns, only bytes', async () => {
		const { rosters, fetch, change, clock, a, b } = heldRosters({ maxCacheSize: 1 });
		rosters.isWatched = () => true;
		const { bytes } = aRoster(a, 500, clock);
		const told = await warningsOf(() => {
			change({ maxBytes: bytes });
			for (const guild of [a, b]) fetch(guild, { members: 500, ...BEHIND });
		});
		expect(rosters.unheard).toEqual({ guilds: 1, needed: { guilds: 0, bytes: bytes * 2 } });
		expect(told).toHaveLength(2);
		expect(told[1]).toContain(`Raise cache.maxBytes from ${bytes} to at least ${bytes * 2},`);
	});

	it('follows events when its session is lost, which nothing vouches for', () => {
		const { clock, fetch, a, b } = heldRosters();
		const [behind, other] = [fetch(a, { members: 3, ...BEHIND }), fetch(b, { members: 3 })];
		for (const guild of [a, b]) {
			guild.breakSession(because('dispatchesSkipped', { sequence: 7 }), clock.now());
			for (const event of [anAdd('9'), anUpdate('1', { nick: 'x' }), aRemove('2')]) guild.take(event);
		}
		const members = behind.table.view().toJSON();
		const nicks = members.map(({ user, nick }): [string, unknown] => [user.id, nick]);
		expect(new Map(nicks)).toEqual(
			new Map([
				['1', 'x'],
				['3', null],
				['9', null],
			]),
		);
		for (const roster of [behind, other]) {
			expect(roster.vouchedView.toJSON()).toEqual(['1', '2', '3'].map((id) => aMember(id)));
		}
		expect([a.trueRoster, behind.unconfirmed.size]).toEqual([undefined, 0]);
	});

	it('is counted in the bytes of every sweep', async () => {
		const { clock, fetch, change, heldIds, a } = heldRosters();
		const roster = fetch(a, { members: 10, ...BEHIND });
		change({ maxBytes: roster.bytes });
		for (let id = 100; id < 400; id++) a.take(anAdd(String(id)));
		const told = await warningsOf(() => clock.advance(DEFAULT_CONFIG.cache.cleanupInterval));
		expect([heldIds(), told.length]).toEqual([[], 1]);
	});
});

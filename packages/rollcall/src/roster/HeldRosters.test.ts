import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { because } from '../errors/because.js';
import type { GuildState } from '../sync/GuildState.js';
import { aGuild } from '../tests/aGuild.js';
import { anUpdate } from '../tests/aMember.js';
import { aRoster, grow, heldRosters } from '../tests/heldRosters.js';
import { warningsOf } from '../tests/warningsOf.js';

describe('HeldRosters', () => {
	it('drops the roster that was used least recently, the roster itself too', () => {
		const { rosters, fetch, heldIds, a, b, c } = heldRosters({ maxCacheSize: 2 });
		fetch(a);
		fetch(b);
		rosters.touch(a);
		fetch(c);
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		expect(a.roster?.size).toBe(1);
	});

	it('drops the oldest with enableLRU: false, however often it was used', () => {
		const { rosters, fetch, heldIds, a, b, c } = heldRosters({ maxCacheSize: 2, enableLRU: false });
		fetch(a);
		fetch(b);
		rosters.touch(a);
		fetch(c);
		expect(heldIds()).toEqual(['b', 'c']);
		fetch(b); // fetched again, it is the youngest
		fetch(a);
		expect(heldIds()).toEqual(['a', 'b']);
	});

	it('warns of evicted guilds if somebody listens to members, once for each limit', async () => {
		const { rosters, change, fetch, a, b, c } = heldRosters({ maxCacheSize: 2 });
		let isWatched = false;
		rosters.isWatched = () => isWatched;
		const warned = await warningsOf(() => {
			for (const guild of [a, b, c]) fetch(guild);
			expect(rosters.unheard).toBeUndefined();
		});
		expect(warned).toEqual([]);
		isWatched = true;
		expect(rosters.unheard).toMatchObject({ guilds: 1, needed: { guilds: 3 } });
		const told = await warningsOf(() => {
			for (const guild of [a, b]) fetch(guild);
			isWatched = false;
			fetch(c);
			isWatched = true;
			fetch(a);
		});
		expect(told).toEqual([
			expect.stringContaining('(1 at present). Raise cache.maxCacheSize from 2 to at least 3, and fetch them again.'),
		]);
		const roomy = await warningsOf(() => change({ maxCacheSize: 3 }));
		expect(roomy).toEqual([expect.stringContaining('(1 at present). There is room: fetch them again.')]);
		expect(rosters.unheard).toMatchObject({ guilds: 1 });
		for (const guild of [a, b, c]) fetch(guild);
		expect(rosters.unheard).toBeUndefined();
	});

	it('counts none whose roster would not be true any more', async () => {
		const { clock, rosters, fetch, a, b } = heldRosters({ maxCacheSize: 1 });
		rosters.isWatched = () => true;
		fetch(a);
		expect(await warningsOf(() => fetch(b))).toHaveLength(1);
		expect(rosters.unheard).toMatchObject({ guilds: 1 });
		a.breakSession(because('sessionRenewed'), clock.now());
		expect(rosters.unheard).toBeUndefined();
	});

	it('applies a smaller bound at once, and keeps what was used last', () => {
		const { rosters, change, fetch, heldIds, a, b, c } = heldRosters();
		for (const guild of [a, b, c]) fetch(guild);
		rosters.touch(a);
		change({ maxCacheSize: 2 });
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		change({ maxCacheSize: 3 });
		fetch(b);
		expect(heldIds()).toEqual(['a', 'b', 'c']);
	});

	it('lets a roster expire only when nothing vouches for it', async () => {
		const { clock, rosters, fetch, heldIds, a, b } = heldRosters({ defaultTTL: 300_000, cleanupInterval: 60_000 });
		fetch(a);
		fetch(b);
		await clock.advance(100_000);
		b.breakSession(because('sessionRenewed'), clock.now());
		await clock.advance(299_000);
		expect(heldIds()).toEqual(['a', 'b']);
		expect(b.roster && rosters.mayServeStale(b.roster)).toBe(true);
		await clock.advance(2_000);
		expect(b.roster && rosters.mayServeStale(b.roster)).toBe(false);
		await clock.advance(60_000);
		expect(heldIds()).toEqual(['a']);
		expect(b.roster).toBeUndefined();
		await clock.advance(10_000_000);
		expect(heldIds()).toEqual(['a']);
	});

	it('lets a roster expire over a session that stays away, though it might come back to it', async () => {
		const { clock, rosters, heldIds } = heldRosters({ defaultTTL: 300_000, cleanupInterval: 60_000 });
		const connection = { ready: true, holding: false };
		const a = aGuild('a', clock, connection);
		a.keep(aRoster(a, 1, clock));
		rosters.keep(a);
		await clock.advance(1_000_000);
		connection.holding = true;
		expect(a.doubt?.kind).toBe('quiet');
		await clock.advance(100_000);
		expect(heldIds()).toEqual(['a']);
		a.roster?.vouchUntil(clock.now());
		connection.ready = false;
		expect(a.doubt?.kind).toBe('away');
		await clock.advance(299_000);
		expect(heldIds()).toEqual(['a']);
		await clock.advance(62_000);
		expect(heldIds()).toEqual([]);
	});

	it('cleans up at the interval that is set, from the change on', async () => {
		const { clock, change, fetch, heldIds, a } = heldRosters({ defaultTTL: 0, cleanupInterval: 60_000 });
		fetch(a);
		a.breakSession(because('sessionRenewed'), 0);
		await clock.advance(1);
		change({ cleanupInterval: 500 });
		expect(clock.pendingCount).toBe(1);
		await clock.advance(499);
		expect(heldIds()).toEqual(['a']);
		await clock.advance(1);
		expect(heldIds()).toEqual([]);
	});

	it('forgets one guild or all of them', () => {
		const { rosters, fetch, heldIds, a, b, c } = heldRosters();
		for (const guild of [a, b, c]) fetch(guild);
		rosters.clear('b');
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		rosters.clear();
		expect([heldIds(), a.roster, c.roster]).toEqual([[], undefined, undefined]);
	});

	it('says what it holds, the last used first, what each takes, and whether it is true', () => {
		const { rosters, fetch, a, b } = heldRosters();
		const [inA, inB] = [fetch(a, { members: 300 }), fetch(b)];
		expect(inA.bytes).toBeGreaterThan(inB.bytes);
		rosters.touch(a);
		b.breakSession(because('sessionRenewed'), 0);
		const plain = { isBehindCache: false, memberCount: undefined };
		expect(rosters.held()).toEqual([
			{ guildId: 'a', roster: inA, isTrue: true, bytes: inA.bytes, vouchedAt: inA.vouchedAt, ...plain },
			{ guildId: 'b', roster: inB, isTrue: false, bytes: inB.bytes, vouchedAt: inB.vouchedAt, ...plain },
		]);
		expect(rosters.room).toEqual({ guilds: 2, bytes: inA.bytes + inB.bytes });
	});

	it('does not call a roster true whose connection is in doubt, or which lacks a member', () => {
		const { clock, rosters } = heldRosters();
		const connection = { ready: true };
		const a = aGuild('a', clock, connection);
		a.keep(aRoster(a, 1, clock));
		rosters.keep(a);
		connection.ready = false;
		expect(rosters.held()).toMatchObject([{ isTrue: false }]);
		connection.ready = true;
		expect(rosters.held()).toMatchObject([{ isTrue: true }]);
		a.take(anUpdate('unknown', { nick: 'x' }));
		expect(rosters.held()).toMatchObject([{ isTrue: false }]);
	});

	it('leaves no roster and no timer when it is closed, whatever is changed later', async () => {
		const { clock, rosters, change, fetch, a } = heldRosters();
		fetch(a);
		await clock.advance(200_000);
		rosters.close();
		expect([a.roster, clock.pendingCount]).toEqual([undefined, 0]);
		change({ cleanupInterval: 5 });
		expect(clock.pendingCount).toBe(0);
	});
});

describe('the bound in bytes', () => {
	/** Room for two rosters of 500 members, not for three. */
	const tightRosters = (given: Partial<CacheConfig> = {}) => {
		const stage = heldRosters(given);
		const { bytes } = aRoster(stage.a, 500, stage.clock);
		stage.change({ maxBytes: Math.floor(bytes * 2.5) });
		return { ...stage, bytes, fetchSome: (guild: GuildState) => stage.fetch(guild, { members: 500 }) };
	};

	it('evicts the least recently used roster when one is fetched', () => {
		const { rosters, fetchSome, heldIds, a, b, c } = tightRosters();
		fetchSome(a);
		fetchSome(b);
		rosters.touch(a);
		fetchSome(c);
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
	});

	it('evicts the oldest with enableLRU: false', () => {
		const { rosters, fetchSome, heldIds, a, b, c } = tightRosters({ enableLRU: false });
		fetchSome(a);
		fetchSome(b);
		rosters.touch(a);
		fetchSome(c);
		expect(heldIds()).toEqual(['b', 'c']);
	});

	it('counts members who join, at the next sweep', async () => {
		const { clock, fetchSome, heldIds, a, b } = tightRosters({ cleanupInterval: 1_000 });
		fetchSome(a);
		fetchSome(b);
		grow(b, 500);
		expect(heldIds()).toEqual(['a', 'b']);
		await clock.advance(1_000);
		expect(heldIds()).toEqual(['b']);
	});

	it('applies when it is changed', () => {
		const { change, fetchSome, heldIds, bytes, a, b } = tightRosters();
		fetchSome(a);
		fetchSome(b);
		change({ maxBytes: bytes * 2 - 1 });
		expect(heldIds()).toEqual(['b']);
	});

	it('neither keeps a roster that is larger alone nor evicts others for it, and says so once', async () => {
		const { fetch, fetchSome, heldIds, a, b } = tightRosters();
		const warnings = await warningsOf(() => {
			fetchSome(a);
			fetch(b, { members: 1_500 });
			expect(heldIds()).toEqual(['a']);
			expect(b.roster).toBeUndefined();
			fetch(b, { members: 1_500 });
		});
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toMatch(/guild b \(1500 members, \d+ bytes\).*Raise cache\.maxBytes above \d+/);
	});

	it('evicts a roster that has become larger alone, and not the smaller ones', async () => {
		const { clock, fetchSome, heldIds, a, b } = tightRosters();
		fetchSome(a);
		fetchSome(b);
		grow(b, 1_500);
		const warnings = await warningsOf(() => clock.advance(DEFAULT_CONFIG.cache.cleanupInterval));
		expect(heldIds()).toEqual(['a']);
		expect(warnings).toHaveLength(1);
	});
});

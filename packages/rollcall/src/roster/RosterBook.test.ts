import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { GuildSync } from '../sync/GuildSync.js';
import { aMember } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { estimateBytes } from './estimateBytes.js';
import { MemberTable } from './MemberTable.js';
import { Roster } from './Roster.js';
import { RosterBook } from './RosterBook.js';

function aBook(given: Partial<CacheConfig> = {}) {
	const clock = new VirtualClock();
	let config: CacheConfig = { ...DEFAULT_CONFIG.cache, ...given };
	const book = new RosterBook(clock, () => config);
	const change = (patch: Partial<CacheConfig>) => {
		config = { ...config, ...patch };
		book.changed();
	};
	/** Fetches the guild's roster: one member who carries its id. */
	const fetch = (guild: GuildSync) => {
		const table = new MemberTable();
		table.set(aMember(guild.id));
		guild.keep(new Roster(table, guild.era, clock.now()));
		book.keep(guild);
	};
	const [a, b, c] = ['a', 'b', 'c'].map((id) => new GuildSync(id, 0, true, clock)) as [GuildSync, GuildSync, GuildSync];
	const heldIds = () =>
		book
			.held()
			.map(({ guildId }) => guildId)
			.sort();
	return { clock, book, change, fetch, heldIds, a, b, c };
}

describe('RosterBook', () => {
	it('drops the roster that was used least recently, the roster itself too', () => {
		const { book, fetch, heldIds, a, b, c } = aBook({ maxCacheSize: 2 });
		fetch(a);
		fetch(b);
		book.touch(a);
		fetch(c);
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		expect(a.roster?.size).toBe(1);
	});

	it('drops the oldest with enableLRU: false, however often it was used', () => {
		const { book, fetch, heldIds, a, b, c } = aBook({ maxCacheSize: 2, enableLRU: false });
		fetch(a);
		fetch(b);
		book.touch(a);
		fetch(c);
		expect(heldIds()).toEqual(['b', 'c']);
		fetch(b); // fetched anew, it is the youngest
		fetch(a);
		expect(heldIds()).toEqual(['a', 'b']);
	});

	it('applies a smaller bound at once, and keeps what was used last', () => {
		const { book, change, fetch, heldIds, a, b, c } = aBook();
		for (const guild of [a, b, c]) fetch(guild);
		book.touch(a);
		change({ maxCacheSize: 2 });
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		change({ maxCacheSize: 3 });
		fetch(b);
		expect(heldIds()).toEqual(['a', 'b', 'c']);
	});

	it('lets a roster expire only when nothing vouches for it', async () => {
		const { clock, book, fetch, heldIds, a, b } = aBook({ defaultTTL: 300_000, cleanupInterval: 60_000 });
		fetch(a);
		fetch(b);
		await clock.advance(100_000);
		b.endEra('the session was lost', clock.now());
		await clock.advance(299_000);
		expect(heldIds()).toEqual(['a', 'b']);
		expect(b.roster && book.mayServeStale(b.roster)).toBe(true);
		await clock.advance(2_000);
		expect(b.roster && book.mayServeStale(b.roster)).toBe(false);
		await clock.advance(60_000);
		expect(heldIds()).toEqual(['a']);
		expect(b.roster).toBeUndefined();
		await clock.advance(10_000_000);
		expect(heldIds()).toEqual(['a']);
	});

	it('cleans up at the interval that is set, from the change on', async () => {
		const { clock, change, fetch, heldIds, a } = aBook({ defaultTTL: 0, cleanupInterval: 60_000 });
		fetch(a);
		a.endEra('the session was lost', 0);
		await clock.advance(1);
		change({ cleanupInterval: 500 });
		expect(clock.pendingCount).toBe(1);
		await clock.advance(499);
		expect(heldIds()).toEqual(['a']);
		await clock.advance(1);
		expect(heldIds()).toEqual([]);
	});

	it('forgets one guild or all of them', () => {
		const { book, fetch, heldIds, a, b, c } = aBook();
		for (const guild of [a, b, c]) fetch(guild);
		book.clear('b');
		expect(heldIds()).toEqual(['a', 'c']);
		expect(b.roster).toBeUndefined();
		book.clear();
		expect([heldIds(), a.roster, c.roster]).toEqual([[], undefined, undefined]);
	});

	it('weighs what it holds', () => {
		const { book, fetch, a, b } = aBook();
		fetch(a);
		fetch(b);
		const [inA, inB] = [a, b].map(({ roster }) => roster && estimateBytes(roster.view()));
		expect(book.bytes('a')).toBe(inA);
		expect(book.bytes()).toBe((inA ?? 0) + (inB ?? 0));
		expect(book.bytes('unknown')).toBe(0);
	});

	it('leaves no roster and no timer when it is closed, whatever is changed later', async () => {
		const { clock, book, change, fetch, a } = aBook();
		fetch(a);
		await clock.advance(200_000);
		book.close();
		expect([a.roster, clock.pendingCount]).toEqual([undefined, 0]);
		change({ cleanupInterval: 5 });
		expect(clock.pendingCount).toBe(0);
	});
});

import { describe, expect, it } from 'vitest';
import { because } from '../errors/because.js';
import type { GuildState } from '../sync/GuildState.js';
import { aGuild } from '../tests/aGuild.js';
import { anAdd } from '../tests/aMember.js';
import { aRoster, heldRosters } from '../tests/heldRosters.js';
import { warningsOf } from '../tests/warningsOf.js';
import type { Roster } from './Roster.js';
import { SharedRosters } from './SharedRosters.js';

const lost = because('sessionRenewed');
const left = because('guildLeft');

/** The guild `a` in two services, and what the cache hears. */
function aCache() {
	const stage = heldRosters();
	const shared = new SharedRosters();
	const heard: unknown[] = [];
	shared.reader = {
		bytes: 0,
		tables: () => [],
		onRows: (guildId, { isProven, isKept }) => heard.push([guildId, isProven && isKept() && shared.rosterOf(guildId)]),
		onDropped: (guildId, reason) => heard.push([guildId, reason]),
		onTold: (userId) => heard.push(['told', userId]),
		onEnd: () => heard.push(['end']),
		onForgotten: (userId) => heard.push(userId),
	};
	const [one, other] = [stage.a, aGuild('a', stage.clock)];
	for (const guild of [one, other]) guild.shared = shared;
	const keep = (guild: GuildState) => {
		const roster = aRoster(guild, 3, stage.clock);
		guild.keep(roster);
		guild.show();
		return roster;
	};
	const behind = (...rosters: Roster[]) => rosters.map(({ isBehindCache }) => isBehindCache);
	return { ...stage, shared, heard, one, other, keep, behind };
}

describe('SharedRosters', () => {
	it('lets a cache read the roster that was kept last, of whichever service', () => {
		const { shared, heard, one, other, keep, behind } = aCache();
		const [first, second, third] = [keep(one), keep(other), keep(one)];
		expect(heard).toEqual([
			['a', first],
			['a', second],
			['a', third],
		]);
		expect(shared.rosterOf('a')).toBe(third);
		expect(behind(first, second, third)).toEqual([false, false, true]);
	});

	it('puts the roster of another service in the place of one that is dropped, if it is true', () => {
		const { shared, heard, one, other, keep, behind } = aCache();
		const [first, second] = [keep(one), keep(other)];
		other.drop(because('serviceClosed'));
		expect(heard.at(-1)).toEqual(['a', first]);
		expect([shared.rosterOf('a'), behind(first, second)]).toEqual([first, [true, false]]);
		one.drop(because('cacheCleared'));
		expect(heard.at(-1)).toEqual(['a', 'the cache was cleared']);
		expect([shared.rosterOf('a'), shared.guildIds()]).toEqual([undefined, []]);
	});

	it('does not put a broken roster in its place', () => {
		const { clock, shared, heard, one, other, keep } = aCache();
		keep(one);
		keep(other);
		one.breakSession(lost, clock.now());
		other.drop(left);
		expect([heard.at(-1), shared.rosterOf('a')]).toEqual([['a', left], undefined]);
	});

	it('says nothing when a roster goes that no cache reads', () => {
		const { heard, one, other, keep } = aCache();
		keep(one);
		const second = keep(other);
		one.drop(left);
		expect(heard.at(-1)).toEqual(['a', second]);
		other.drop(left);
		expect(heard.at(-1)).toEqual(['a', left]);
		other.drop(left);
		expect(heard).toHaveLength(3);
	});

	it('keeps a roster behind its cache when the session is lost, until discord.js empties the cache', () => {
		const { clock, shared, heard, one, keep, behind } = aCache();
		const roster = keep(one);
		one.breakSession(lost, clock.now());
		expect([shared.rosterOf('a'), one.isBehindCache, heard.length]).toEqual([roster, true, 1]);
		shared.release('a');
		expect([shared.rosterOf('a'), behind(roster), one.roster]).toEqual([undefined, [false], roster]);
		const next = keep(one);
		expect(heard).toEqual([
			['a', roster],
			['a', next],
		]);
	});

	it('says once that a roster goes whose cache discord.js has emptied', () => {
		const { shared, heard, one, keep } = aCache();
		const roster = keep(one);
		shared.release('a');
		one.drop(left);
		one.drop(left);
		expect(heard).toEqual([
			['a', roster],
			['a', left],
		]);
	});

	it('does not show a list that no event keeps true; the cache goes on with the one before, which follows events', () => {
		const { clock, shared, one, keep } = aCache();
		const roster = keep(one);
		one.breakSession(lost, clock.now());
		const instant = aRoster({ session: undefined } as unknown as GuildState, 2, clock);
		one.keep(instant);
		one.show();
		one.take(anAdd('9'));
		expect([shared.rosterOf('a'), one.roster, one.isBehindCache]).toEqual([roster, instant, true]);
		expect([roster.table.has('9'), instant.table.has('9')]).toEqual([true, false]);
		one.drop(left);
		expect(shared.rosterOf('a')).toBeUndefined();
	});

	it('never shows a roster that has no room', async () => {
		const { rosters, change, heard, one, clock } = aCache();
		change({ maxBytes: 1 });
		await warningsOf(() => {
			one.keep(aRoster(one, 3, clock));
			rosters.keep(one);
		});
		expect([heard, one.roster]).toEqual([[], undefined]);
	});

	it('finds the users of the rosters that caches read', () => {
		const { shared, one, other, keep } = aCache();
		const found = () => shared.users.find('3').map((table) => shared.holderOf(table));
		keep(one);
		expect(found()).toEqual([one]);
		keep(other);
		expect(found()).toEqual([other]);
		other.drop(left);
		expect(found()).toEqual([one]);
		shared.release('a');
		expect(found()).toEqual([]);
	});

	it('passes on who is forgotten', () => {
		const { shared, heard } = aCache();
		shared.forget('7');
		expect(heard).toEqual(['7']);
	});
});

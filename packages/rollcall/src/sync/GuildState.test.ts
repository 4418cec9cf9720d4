import { describe, expect, it } from 'vitest';
import { MemberTable } from '../roster/MemberTable.js';
import { Roster } from '../roster/Roster.js';
import { aGuild } from '../tests/aGuild.js';
import { aMember, anUpdate, aRemove } from '../tests/aMember.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { REPLICA_LAG_MS } from './replicaLag.js';

/** A guild whose roster lacks a member that an update has just named. */
function aDoubt() {
	const clock = new VirtualClock();
	const guild = aGuild('1', clock);
	const roster = new Roster(new MemberTable(), guild.session, clock.now());
	guild.keep(roster);
	guild.take(anUpdate('7', { nick: 'a' }));
	const unconfirmed = () => [...roster.unconfirmed];
	return { clock, guild, roster, unconfirmed, found: { userId: '7', member: aMember('7'), askedAt: clock.now() } };
}

describe('the doubt of a roster about a user', () => {
	it('is ended by what a lookup has found, under what was told since', () => {
		const { guild, roster, unconfirmed, found } = aDoubt();
		guild.admit(roster, found);
		expect([unconfirmed(), roster.table.get('7')?.nick]).toEqual([[], 'a']);
	});

	it('is ended by a leave, whatever a lookup has found before', () => {
		const { guild, roster, unconfirmed, found } = aDoubt();
		guild.take(aRemove('7'));
		guild.admit(roster, found);
		expect([unconfirmed(), roster.size]).toEqual([[], 0]);
	});

	it('stays if they were forgotten since: the result of the lookup must not be used', () => {
		const { guild, roster, unconfirmed, found } = aDoubt();
		guild.forget('7');
		guild.admit(roster, found);
		expect([unconfirmed(), roster.size]).toEqual([['7'], 0]);
	});

	it('stays if an update proves a membership that a lookup did not find, unless the update is old', async () => {
		const { clock, guild, roster, unconfirmed } = aDoubt();
		guild.admit(roster, { userId: '7', member: undefined, askedAt: clock.now() });
		expect(unconfirmed()).toEqual(['7']);
		await clock.advance(REPLICA_LAG_MS + 1);
		guild.admit(roster, { userId: '7', member: undefined, askedAt: clock.now() });
		expect(unconfirmed()).toEqual([]);
	});
});

import { isSameFields } from '../config/isSameFields.js';
import { MemberFetch } from '../fetching/MemberFetch.js';
import { learnedRows } from '../roster/ReadRows.js';
import type { Roster } from '../roster/Roster.js';
import type { GuildState } from '../sync/GuildState.js';
import type { AskedGuild } from './CalledGuild.js';
import type { Engine } from './Engine.js';

/**
 * Begins the shared fetch of a guild, and holds the roster that it proves as long as there is room for it.
 *
 * @param mayVouch - a roster in memory will do, if it can be vouched for
 * @param fetching - its limits; those of all calls unless given
 */
export function beginFetch(
	engine: Engine,
	{ bot, ref }: AskedGuild,
	guild: GuildState,
	mayVouch: boolean,
	fetching = engine.fetching,
): MemberFetch {
	const { announcements, rosters, closing } = engine;
	const { fields } = engine.config;
	const isWanted = () => !closing.aborted && !bot.isClosed && isSameFields(fields, engine.config.fields);
	const hold = (roster: Roster) => {
		guild.keep(roster);
		rosters.keep(guild, fetch.isForced);
	};
	const keep = (roster: Roster) => isWanted() && announcements.settle(() => hold(roster));
	const fetch = new MemberFetch(fetching.createNonce(), bot, guild, fetching, ref, mayVouch, keep);
	const endWait = engine.waits.follow(fetch.context.spent);
	void fetch.done.then(async (outcome) => {
		endWait();
		if (!outcome.complete) {
			await showPart(guild, fetch, isWanted);
			bot.dismiss(guild);
		} else if (outcome.vouched) rosters.touch(guild);
	});
	return fetch;
}

/** The members that a failed fetch has learned are data, for a cache that has no others. */
async function showPart(guild: GuildState, { rows, startedAt }: MemberFetch, isWanted: () => boolean): Promise<void> {
	const table = guild.shared && isWanted() ? await rows.gather() : undefined;
	if (table && table.size > 0 && isWanted()) guild.showUnproven(learnedRows(table, startedAt));
}

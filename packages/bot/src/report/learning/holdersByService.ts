import type { Guild } from 'discord.js';
import type { FetchOptions, IMemberFetchService, RawMember, RoleMetadata, RosterView } from 'rollcall';
import { UserError } from '../../errors/index.js';
import { whyNotComplete } from '../../localisation/index.js';
import { turn } from '../../work/turn.js';
import type { Holder, HolderList, HowFetched } from '../judgement/ActivityReport.js';
import { learningTexts } from './learningTexts.js';

// How many records one turn of the event loop handles, so that a guild of 100,000 does not block others.
const ROWS_A_TURN = 5_000;

/**
 * The members of a role by the member service, which knows whether the list is complete.
 *
 * @throws UserError if the role is gone, or if no member at all could be fetched
 */
export async function holdersByService(
	service: IMemberFetchService,
	guild: Guild,
	roleId: string,
	options: FetchOptions = {},
): Promise<HolderList> {
	const result = await service.fetchRoleMembers(guild, roleId, options);
	const { roster, metadata, error } = result;
	options.signal?.throwIfAborted();
	const { complete, coverage } = metadata;
	if (error?.code === 'UNKNOWN_ROLE') throw new UserError(learningTexts.noRole);
	const reason = whyNotComplete(result);
	if (error && metadata.totalMembersChecked === 0) throw new UserError(learningTexts.none, { reason });
	return {
		...{ holders: await readHolders(roster), complete, coverage, how: howFetched(metadata) },
		...(!complete && { reason }),
	};
}

async function readHolders(roster: RosterView): Promise<Holder[]> {
	const holders: Holder[] = [];
	for (const member of roster.rows()) {
		holders.push(toHolder(member));
		if (holders.length % ROWS_A_TURN === 0) await turn();
	}
	return holders;
}

function toHolder({ user, nick, joined_at }: RawMember): Holder {
	return {
		id: user.id,
		username: user.username,
		displayName: nick ?? user.global_name ?? user.username,
		isBot: user.bot === true,
		joinedAt: joined_at ? Date.parse(joined_at) : null,
	};
}

function howFetched({ cacheHit, complete, asOf, requests, fetchTime }: RoleMetadata): HowFetched {
	return {
		source: !complete ? 'partial' : cacheHit ? 'cache' : 'full',
		// By the clock of the machine, which the service uses.
		ageMs: complete || asOf === 0 ? 0 : Math.max(0, Date.now() - asOf),
		requests: requests.gateway + requests.rest,
		tookMs: fetchTime,
	};
}

import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { MemberField, RosterResult } from 'rollcall/standalone';
import { type Api, Shard } from '../connection/index.js';
import { CommandError } from '../errors/index.js';
import type { Progress } from '../progress/index.js';
import type { Surroundings } from '../surroundings/index.js';

/** A list, and how to end the session that it came from. */
export interface List extends RosterResult {
	/** The number of the shard and of all shards. */
	readonly shard: { readonly id: number; readonly count: number };
}

/** The list to read, and the progress to report to. */
export interface Wanted {
	readonly guildId: string;
	/** What is kept of each member, beside ids and roles. */
	readonly fields: readonly MemberField[];
	readonly progress: Progress;
	readonly surroundings: Pick<Surroundings, 'signal' | 'config' | 'clock'>;
}

/**
 * Reads every member of a guild over a session of its shard, which ends before this resolves. An incomplete list is no error
 * here: its facts say what is missing.
 *
 * @throws CommandError if nothing can be had at all
 */
export async function readList(api: Api, { guildId, fields, progress, surroundings }: Wanted): Promise<List> {
	const { signal, config, clock } = surroundings;
	progress.begin('Connecting to the gateway');
	const settings = {
		...config,
		fields: [...new Set(fields)],
		cache: { maxBytes: Number.MAX_SAFE_INTEGER },
		monitoring: { logPerformanceWarnings: false },
	};
	const shard = await Shard.prepare(api, guildId, settings, clock);
	shard.onIdentifyWait((until) => progress.waitFor('the gateway takes a session', until));
	try {
		await shard.connect(signal);
		shard.onDispatch(({ t, d }) => {
			if (t !== GatewayDispatchEvents.RateLimited || d.meta?.guild_id !== guildId) return;
			progress.waitFor('the gate opens', Date.now() + d.retry_after * 1_000);
		});
		progress.begin('Reading the members');
		const answer = await shard.service.fetchGuildMembers(
			{ id: guildId },
			{
				signal,
				progressCallback: ({ currentCount, totalCount }) => {
					if (currentCount !== undefined && currentCount > 0) progress.count(currentCount, totalCount);
				},
			},
		);
		signal.throwIfAborted();
		if (!answer.success) throw new CommandError(answer.error?.message ?? 'Nothing was learned of the members.');
		return { ...answer, shard: { id: shard.id, count: shard.place.shards } };
	} finally {
		await shard.close();
	}
}

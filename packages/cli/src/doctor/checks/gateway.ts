import { randomBytes } from 'node:crypto';
import { GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import { Shard, within } from '../../connection/index.js';
import type { Check, Examination } from '../Examination.js';
import { type Finding, failed, ok, skipped, warning } from '../Finding.js';
import { attempt } from './rest.js';

/** The service says nothing by itself. */
const QUIET = { logPerformanceWarnings: false } as const;
/** One chunk with one member comes at once. */
const CHUNK_MS = 10_000;

export const gatewayCheck: Check = {
	name: 'gateway',
	run: (examination) => {
		const { api, guild, surroundings } = examination;
		if (!api || !guild) return skipped('It needs a guild that the bot may see.');
		return attempt(examination, async () => {
			const shard = await Shard.prepare(api, guild.id, { ...surroundings.config, monitoring: QUIET });
			examination.shard = shard;
			shard.onDispatch((dispatch) => noteRefusal(examination, dispatch));
			await shard.connect(surroundings.signal);
			if (!shard.isConnected)
				return failed(
					`Shard ${shard.id} is connected, but the gateway does not send the guild.`,
					'Discord has an outage of the guild. Look at https://discordstatus.com, and try again later.',
				);
			const { shards, session_start_limit: sessions } = shard.place;
			return ok(
				`Shard ${shard.id} of ${shards} is connected; ${sessions.remaining} of ${sessions.total} session starts were left.`,
			);
		});
	},
};

export const chunkCheck: Check = {
	name: 'chunk',
	run: (examination) => {
		const { shard, self, guild, surroundings } = examination;
		if (!shard || !self || !guild || !shard.isConnected) return skipped('It needs the gateway.');
		return attempt(examination, async () => {
			const count = await askForOne(shard, self.id, surroundings.signal);
			if (count === undefined)
				return failed(
					`No chunk came within ${CHUNK_MS / 1_000} s.`,
					'Try again in a minute. If it repeats, look whether something on the way drops large messages.',
				);
			return count > 0
				? ok('The gateway sent the bot itself.')
				: failed('The chunk is empty.', 'Invite the bot again.');
		});
	},
};

export const gateCheck: Check = {
	name: 'gate',
	run: (examination) => {
		const { shard, guild, question } = examination;
		if (!shard || !guild || !shard.isConnected) return skipped('It needs the gateway.');
		if (!question.full)
			return ok('Nothing was refused. --full asks for the whole list, which Discord gives once in 30 s.');
		return attempt(examination, () => readWhole(examination, shard));
	},
};

async function readWhole(examination: Examination, shard: Shard): Promise<Finding> {
	const { signal } = examination.surroundings;
	const { metadata, error } = await shard.service.fetchGuildMembers({ id: shard.guildId }, { signal });
	signal.throwIfAborted();
	const { totalCount, fetchTime, complete, expectedCount } = metadata;
	const what = `${totalCount} of ${expectedCount} members in ${(fetchTime / 1_000).toFixed(1)} s`;
	if (!complete) return failed(`The list is not complete: ${what}.`, error?.message ?? 'Try again in a minute.');
	const { gateShutUntil } = examination;
	if (gateShutUntil === undefined) return ok(`The gate was open, and the list is complete: ${what}.`);
	const left = Math.max(0, Math.ceil((gateShutUntil - Date.now()) / 1_000));
	return warning(
		`The gate was shut, and opens in ${left} s. The list is complete: ${what}.`,
		'Something else with the same token has asked for the list just now. If that is not the bot, look for a second copy of it.',
	);
}

function noteRefusal(examination: Examination, { t, d }: GatewayDispatchPayload): void {
	if (t === GatewayDispatchEvents.RateLimited) examination.gateShutUntil = Date.now() + d.retry_after * 1_000;
}

/** How many members the chunk has; `undefined` if none comes. */
async function askForOne(shard: Shard, userId: string, signal: AbortSignal): Promise<number | undefined> {
	const nonce = randomBytes(12).toString('hex');
	const count = await within(CHUNK_MS, signal, (either) => {
		return new Promise<number | undefined>((resolve, reject) => {
			either.addEventListener('abort', () => resolve(undefined), { once: true });
			shard.onDispatch(({ t, d }) => {
				if (t === GatewayDispatchEvents.GuildMembersChunk && d.nonce === nonce) resolve(d.members.length);
			});
			// It waits, too, while the shard connects again.
			shard.requestMembers({ guild_id: shard.guildId, user_ids: [userId], nonce }).catch(reject);
		});
	});
	signal.throwIfAborted();
	return count;
}

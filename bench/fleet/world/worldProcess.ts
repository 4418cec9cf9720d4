import { DiscordEmulator } from 'rollcall-emulator';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOfTruth } from '../../checking/fingerprint.js';
import { serve } from '../../processes/serve.js';
import { mapRows } from '../../sides/mapRows.js';
import type { Spent, WorldCommands } from './WorldCommands.js';

// Discord of `npm run demo:fleet`.

const FIRST_ID = 300_000_000_000_000_000n;
/** The ids of guilds on one shard after the other. */
const NEXT_ID = 1n << 22n;
/** Discord gives more to large bots only. With one, each of four processes would wait five seconds for the one before. */
const MAX_CONCURRENCY = 16;
const NOTHING: Spent = { gateway: 0, rest: 0, refused: 0 };

let emulator: DiscordEmulator;
const last = new Map<string, Spent>();

function count(applicationId: string): Spent {
	const { memberRequests, rest } = emulator.stats.bot(applicationId);
	return {
		gateway: memberRequests.full,
		rest: rest.total - (rest.byRoute.getGatewayBot ?? 0),
		refused: memberRequests.refused + rest.rateLimited,
	};
}

serve<WorldCommands>({
	async start({ sizes, shards, sides }) {
		const ids = Array.from({ length: sides }, (_, side) =>
			sizes.map((_size, index) => String(FIRST_ID + BigInt(side * sizes.length + index) * NEXT_ID)),
		);
		const guilds = ids.flatMap((own) => own.map((id, index) => ({ id, members: sizes[index] as number })));
		emulator = new DiscordEmulator({
			profile: 'discord',
			guilds,
			bots: ids.map((own) => ({ guilds: own })),
			gateway: { shards, maxConcurrency: MAX_CONCURRENCY },
		});
		await emulator.start();
		const bots = emulator.bots.map(({ id: applicationId, token }, side) => ({
			applicationId,
			token,
			guilds: (ids[side] ?? []).map((id, index) => ({
				id,
				shardId: Number((BigInt(id) >> 22n) % BigInt(shards)),
				members: sizes[index] as number,
			})),
		}));
		return { restUrl: emulator.restUrl, bots };
	},

	spent({ applicationId }) {
		const [now, before] = [count(applicationId), last.get(applicationId) ?? NOTHING];
		last.set(applicationId, now);
		return {
			gateway: now.gateway - before.gateway,
			rest: now.rest - before.rest,
			refused: now.refused - before.refused,
		};
	},

	change({ guildIds }) {
		for (const id of guildIds) {
			const guild = emulator.world.guild(id);
			guild.leave(guild.memberAt(3).user.id);
			guild.update(guild.memberAt(5).user.id, { nick: 'renamed meanwhile' });
			guild.join();
		}
	},

	async digests({ guildIds }) {
		const digest = async (id: string): Promise<[string, string]> => {
			const members = emulator.world.guild(id).members();
			return [id, await digestOf(mapRows(members, fingerprintOfTruth))];
		};
		return Promise.all(guildIds.map(digest));
	},
});

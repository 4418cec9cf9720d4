import { GatewayIntentBits } from 'discord-api-types/v10';
import { Redis } from 'ioredis';
import { attachRosters } from 'rollcall-redis';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOfTruth } from '../../checking/fingerprint.js';
import { serve } from '../../processes/serve.js';
import { mapRows } from '../../sides/mapRows.js';
import type { BotCommands } from './BotCommands.js';
import { checkAll, type Unchecked } from './checkAll.js';

// A worker without a gateway and without a token, such as a dashboard: it follows the lists that the bot publishes.

const PATIENCE_MS = 30_000;
let rosters: ReturnType<typeof attachRosters>;
let redis: Redis;

async function fetch(guildId: string): Promise<Unchecked> {
	const { roster, metadata } = await rosters.fetchGuildMembers(guildId, { timeout: PATIENCE_MS });
	return { guildId, complete: metadata.complete, digest: () => digestOf(mapRows(roster.rows(), fingerprintOfTruth)) };
}

serve<BotCommands>({
	start({ redisUrl, applicationId, shardCount }) {
		redis = new Redis(redisUrl);
		const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
		rosters = attachRosters(redis, { applicationId, intents, shardCount });
		return { lists: 0 };
	},

	listAll: ({ guildIds }) => checkAll(guildIds.map(fetch)),

	callers: ({ guildId, count }) => checkAll(Array.from({ length: count }, () => fetch(guildId))),

	async stop() {
		await rosters.close();
		redis.disconnect();
	},
});

// Logs in, asks the service for the members of one guild, and prints its answers.
import { parseArgs } from 'node:util';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';

const { values: flags } = parseArgs({
	options: {
		intents: { type: 'string', default: 'Guilds,GuildMembers' },
		shard: { type: 'string' }, // 0/2: the first of two
		config: { type: 'string', default: '{}' }, // of the service
		options: { type: 'string', default: '{}' }, // of the call
		abort: { type: 'string' }, // ms after which the caller gives up
		close: { type: 'boolean' }, // closes the service before it asks
		times: { type: 'string', default: '1' },
		pause: { type: 'string', default: '2' }, // seconds between two
		lean: { type: 'boolean' }, // no members in the caches of discord.js
	},
});
const { DISCORD_API_BASE = 'https://discord.com/api', DISCORD_TOKEN, DISCORD_GUILD_ID = '' } = process.env;
const [shard, shardCount] = flags.shard?.split('/').map(Number) ?? [];

async function main() {
	const service = new MemberFetchService(JSON.parse(flags.config));
	const client = new Client({
		intents: flags.intents.split(',').map((name) => GatewayIntentBits[name]),
		rest: { api: DISCORD_API_BASE },
		...(flags.shard && { shards: [shard], shardCount }),
		...(flags.lean && { makeCache: cacheWithoutMembers() }),
	});
	client.on(Events.Error, () => undefined);
	try {
		const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
		await client.login(DISCORD_TOKEN);
		await ready;
		const guild = await client.guilds.fetch(DISCORD_GUILD_ID);
		for (let time = 1; time <= Number(flags.times); time++) {
			if (time > 1) await new Promise((resolve) => setTimeout(resolve, Number(flags.pause) * 1000));
			if (flags.close) await service.close();
			const signal = flags.abort ? AbortSignal.timeout(Number(flags.abort)) : undefined;
			const answer = await service.fetchGuildMembers(guild, { ...JSON.parse(flags.options), signal });
			print(answer);
		}
	} finally {
		await client.destroy();
		await service.close();
	}
}

function print({ metadata, error }) {
	const { status, totalCount, expectedCount, via, requests, retryCount, fetchTime, reason } = metadata;
	console.log(`${status}: ${totalCount} of ${expectedCount} members, via ${via.join(', ') || 'nothing'}`);
	console.log(
		`requests: ${requests.gateway} gateway, ${requests.rest} REST; retries: ${retryCount}; ${(fetchTime / 1000).toFixed(1)} s`,
	);
	if (reason) console.log(`reason: ${reason}`);
	if (error) console.log(`error: ${error.code}${error.retryable ? ', retryable' : ''}: ${error.message}`);
}

main().catch((error) => console.log(`thrown: ${error}`));

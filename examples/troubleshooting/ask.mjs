// Logs in, asks the service for the members of one guild, and prints what it answers.
import { parseArgs } from 'node:util';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';

const { DISCORD_API_BASE = 'https://discord.com/api', DISCORD_TOKEN, DISCORD_GUILD_ID = '' } = process.env;
const { values: flags } = parseArgs({
	options: {
		intents: { type: 'string', default: 'Guilds,GuildMembers' },
		shard: { type: 'string', default: '' }, // 0/2 is the first of two
		config: { type: 'string', default: '{}' }, // of the service
		options: { type: 'string', default: '{}' }, // of each call
		abort: { type: 'string', default: '' }, // ms after which the caller gives up
		destroy: { type: 'boolean', default: false }, // the client, before the service is asked
		close: { type: 'boolean', default: false }, // the service, before it is asked
		role: { type: 'string', default: '' }, // asks for the holders of this role only
		times: { type: 'string', default: '1' }, // two seconds apart
		walk: { type: 'boolean', default: false }, // over each GuildMember
		lean: { type: 'boolean', default: false }, // no members in the caches of discord.js
	},
});

async function main() {
	await compareClocks();
	const service = new MemberFetchService(JSON.parse(flags.config));
	const guild = await (await logIn()).guilds.fetch(DISCORD_GUILD_ID);
	if (flags.close) await service.close();
	if (flags.destroy) await guild.client.destroy();
	const heapBefore = heap();
	for (let time = 1; time <= Number(flags.times); time++) {
		if (time > 1) await new Promise((resolve) => setTimeout(resolve, 2_000));
		const signal = flags.abort ? { signal: AbortSignal.timeout(Number(flags.abort)) } : {};
		const options = { ...JSON.parse(flags.options), ...signal };
		const answer = await (flags.role
			? service.fetchRoleMembers(guild, flags.role, options)
			: service.fetchGuildMembers(guild, options));
		print(answer);
		if (flags.walk) for (const member of answer.members.values()) void member;
	}
	await tell(service, heap() - heapBefore);
}

async function logIn() {
	const [shard, shardCount] = flags.shard.split('/').map(Number);
	const client = new Client({
		intents: flags.intents.split(',').map((name) => GatewayIntentBits[name]),
		rest: { api: DISCORD_API_BASE },
		...(flags.shard && { shards: [shard], shardCount }),
		...(flags.lean && { makeCache: cacheWithoutMembers() }),
	});
	client.on(Events.Error, () => undefined); // the answers show what happens to the connection
	const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(DISCORD_TOKEN);
	await ready;
	return client;
}

function print({ metadata, error }) {
	const { status, totalCount, expectedCount, via, requests, retryCount, fetchTime, reason } = metadata;
	const from = via.length > 0 ? `via ${via.join(' and ')}, ` : '';
	console.log(`${status}: ${totalCount} of ${expectedCount} members, ${from}in ${(fetchTime / 1_000).toFixed(1)} s`);
	console.log(`requests: ${requests.gateway} gateway, ${requests.rest} REST; retries: ${retryCount}`);
	if (reason && reason !== error?.message) console.log(`reason: ${reason}`);
	if (error) console.log(`error: ${error.code}${error.retryable ? ' (retryable)' : ''}: ${error.message}`);
}

async function tell(service, heapGrown) {
	const { status, reasons } = await service.healthCheck();
	const { gateway, rest } = service.getStatistics().refusals;
	console.log(`health: ${[status, ...reasons].join('; ')}`);
	if (gateway + rest > 0) console.log(`refused: ${gateway} gateway, ${rest} REST`);
	const { bytes, members } = service.getCacheStats();
	const each = (total) => Math.round(total / members);
	if (globalThis.gc) console.log(`memory: ${each(heapGrown)} bytes a member, of these ${each(bytes)} in the service`);
}

/** The memory that is kept, if node was started with --expose-gc. */
function heap() {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function compareClocks() {
	const { headers } = await fetch(`${DISCORD_API_BASE}/v10/gateway`);
	const seconds = Math.round((Date.parse(headers.get('date')) - Date.now()) / 1_000);
	if (Math.abs(seconds) > 2) console.log(`clock: Discord's is ${seconds} s ahead of this machine's`);
}

await main().catch((error) => console.log(`thrown: ${error}`));
process.exit(); // destroy() does not end a client of discord.js that is just reconnecting

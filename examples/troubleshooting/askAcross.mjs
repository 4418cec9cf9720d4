// Two shards, each in a process of its own, and a parent that asks them. Prints each error that this can end with.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, GatewayIntentBits, ShardingManager } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import { RosterLink, serveRosters } from 'rollcall/sharding';

const { DISCORD_API_BASE: api, DISCORD_TOKEN: token, DISCORD_GUILD_ID: guildId = '' } = process.env;
const isShard = process.env.SHARDS !== undefined;

async function runShard() {
	const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers], rest: { api } });
	if (process.argv[2] === 'other-version') process.send({ rollcall: 0, type: 'hello' });
	else new RosterLink(new MemberFetchService(), client);
	process.once('disconnect', () => process.exit());
	if (process.argv[2] !== 'no-login') await client.login(token);
}

/** Starts the shard of the guild, asks for the guild while something goes wrong, and prints the error. */
async function see({ shardList = [1], mode = 'login', count = 1, goWrong = async () => {}, ...options }) {
	const manager = new ShardingManager(fileURLToPath(import.meta.url), {
		token,
		totalShards: 2,
		shardList,
		shardArgs: [mode],
		respawn: false,
	});
	const rosters = serveRosters(manager, options);
	await manager.spawn({ timeout: mode === 'login' ? 30_000 : -1 });
	const [shard] = manager.shards.values();
	if (shardList[0] === 1 && mode === 'login') await rosters.fetchGuildMembers(guildId); // it is ready
	const asked = Array.from({ length: count }, () => rosters.fetchGuildMembers(guildId, { forceRefresh: true }));
	await goWrong(shard.process);
	const { error } = await asked.at(-1);
	console.log(`error: ${error.code}${error.retryable ? ' (retryable)' : ''}: ${error.message}`);
	await rosters.close();
	shard.process.kill('SIGKILL');
}

if (isShard) await runShard();
else {
	await see({ shardList: [0] });
	await see({ mode: 'no-login', ownerTimeout: 1_000 });
	await see({ goWrong: async (child) => child.kill('SIGKILL') });
	await see({ goWrong: async (child) => child.kill('SIGSTOP'), silenceTimeout: 2_000 });
	await see({ mode: 'no-login', count: 257 });
	await see({ mode: 'other-version', goWrong: () => sleep(3_000) });
	process.exit();
}

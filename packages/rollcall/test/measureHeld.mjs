// Prints, for rosters of a size, the bytes that the service says it holds and the bytes that the process holds more than
// before. Run with --expose-gc: heldBytes.test.ts compares the two.
import { setImmediate } from 'node:timers/promises';
import { Client, GatewayIntentBits } from 'discord.js';
import { MemberFetchService } from 'rollcall';

const [guildCount, memberCount] = process.argv.slice(2).map(Number);
const CHUNK_SIZE = 1_000;
/** So many members compile the code that keeps them. */
const WARM_UP_MEMBERS = 40_000;
/** So that neither Discord's limits nor ours delay a fetch. */
const MS_A_FETCH = 60_000;

const idAt = (index) => String(100_000_000_000_000_000n + BigInt(index) * 4_194_304n * 977n);
const guildIdAt = (index) => idAt(10_000_000 + index);
const hashOf = (index) => (0x9e37_79b1 * (index + 1)).toString(16).padStart(32, '0').slice(0, 32);

let skipped = 0;
const clock = {
	now: () => performance.now() + skipped,
	wallNow: () => Date.now() + skipped,
	setTimer(delayMs, callback) {
		const timer = setTimeout(callback, delayMs);
		return () => clearTimeout(timer);
	},
};

function aMember(guild, index) {
	const user = { id: idAt(index), username: `user${index}`, discriminator: '0', global_name: `User ${index}` };
	return {
		user: { ...user, avatar: hashOf(index), public_flags: 0 },
		nick: index % 7 === 0 ? `n${index}` : null,
		avatar: null,
		joined_at: new Date(1.6e12 + index * 1_000).toISOString().replace('Z', '000+00:00'),
		roles:
			index % 5 === 0
				? []
				: [idAt(20_000_000 + guild * 100 + (index % 10)), idAt(20_000_050 + guild * 100 + (index % 4))],
		deaf: false,
		mute: false,
		flags: 0,
		pending: false,
	};
}

/** A bot that is always connected, and whose gateway answers at once. */
class Answering {
	botId = idAt(0);
	membersIntent = true;
	loggedIn = true;
	#listener;
	#sequence = 0;

	connection() {
		return { ready: true, heartbeatAt: clock.now(), provenAt: clock.now(), sequence: this.#sequence };
	}

	holdsGuild() {
		return true;
	}

	subscribe(listener) {
		this.#listener = listener;
		return () => {};
	}

	async requestMembers(_shardId, { guild_id, nonce, user_ids }) {
		await setImmediate();
		const guild = Number((BigInt(guild_id) - BigInt(guildIdAt(0))) / (4_194_304n * 977n));
		const size = user_ids ? 1 : memberCount;
		const chunk_count = Math.ceil(size / CHUNK_SIZE);
		for (let chunk_index = 0; chunk_index < chunk_count; chunk_index++) {
			const first = chunk_index * CHUNK_SIZE;
			const length = Math.min(CHUNK_SIZE, size - first);
			const members = Array.from({ length }, (_, index) => aMember(guild, first + index));
			const d = { guild_id, nonce, members, chunk_index, chunk_count, not_found: [] };
			// As over the wire: texts of one dispatch are not those of another.
			const dispatch = JSON.parse(JSON.stringify({ t: 'GUILD_MEMBERS_CHUNK', s: ++this.#sequence, d }));
			this.#listener.onDispatch(0, dispatch);
		}
	}
}

async function bytesInUse() {
	for (let round = 0; round < 3; round++) {
		globalThis.gc();
		await setImmediate();
	}
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
const guilds = Array.from({ length: guildCount + 1 }, (_, index) => {
	const id = guildIdAt(index);
	return client.guilds._add({
		id,
		name: id,
		shardId: 0,
		member_count: memberCount,
		roles: [{ id, name: '@everyone', permissions: '0' }],
	});
});
const unlimited = { maxConcurrentRequests: 100, requestsPerMinute: 1_000_000, burstLimit: 1_000_000 };
const service = new MemberFetchService(
	{ cache: { maxCacheSize: 1_000_000 }, rateLimit: unlimited, monitoring: { logPerformanceWarnings: false } },
	{ clock, connect: () => new Answering() },
);

async function fetchOne(guild) {
	skipped += MS_A_FETCH;
	const { metadata } = await service.fetchGuildMembers(guild);
	if (!metadata.complete || metadata.totalCount !== memberCount) throw new Error(JSON.stringify(metadata));
}

// Code that runs for the first time takes memory of its own.
const rounds = Math.max(3, Math.min(40, WARM_UP_MEMBERS / memberCount));
for (let round = 0; round < rounds; round++) {
	await fetchOne(guilds[0]);
	service.clearCache();
}
const before = await bytesInUse();
for (const guild of guilds.slice(1)) await fetchOne(guild);
const held = (await bytesInUse()) - before;
console.log(JSON.stringify({ held, reported: service.getCacheStats().bytes }));
process.exit(0);

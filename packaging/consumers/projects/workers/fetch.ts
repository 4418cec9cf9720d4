import { Client, Events, GatewayIntentBits, type Guild } from 'discord.js';
import { MemberFetchService } from 'rollcall';
import { type IRosterStore, type IShardFeed, type IShardStore, memoryStore } from 'rollcall/stores';
import { type FeedAsk, type IFeedReader, type ReadMessage, RosterWorker } from 'rollcall/workers';
import { DiscordEmulator } from 'rollcall-emulator';

const RUN = 'the only owner';
const told: ReadMessage[] = [];
const memory = memoryStore();
let saved: IShardStore | undefined;
let savedCount = 0;
let hear: ((message: ReadMessage) => void) | undefined;

const feed: IShardFeed & { onAsk: ((ask: FeedAsk) => void) | undefined } = {
	run: RUN,
	isOpen: true,
	onAsk: undefined,
	timeOf: (moment) => Math.floor(Date.now() - performance.now() + moment),
	send: async ({ roles: _roles, ended: _ended, ...message }) => {
		const read = { run: RUN, ...message };
		told.push(read);
		setImmediate(() => hear?.(read));
		return true;
	},
};

/** A store of this process that carries what changes, too. */
const store: IRosterStore = {
	open: async (key, warn) => {
		const shard = await memory.open(key, warn);
		saved = {
			get isWritable() {
				return shard.isWritable;
			},
			get saved() {
				return shard.saved;
			},
			read: (guildId) => shard.read(guildId),
			commit: async (changes) => {
				await shard.commit(changes);
				savedCount++;
			},
			close: () => shard.close(),
			feed,
		};
		return saved;
	},
};

const head = () => ({ run: RUN, number: told.length });
const reader: IFeedReader = {
	now: () => Date.now() + 1,
	load: async (_shardId, guildId) => {
		const info = saved?.saved?.guilds.get(guildId)?.roster;
		return info && { info, block: String(savedCount), roles: undefined, head: head() };
	},
	read: async (_shardId, guildId) => (await saved?.read(guildId)) ?? undefined,
	history: async (_shardId, from) => told.filter(({ number }) => number >= from.number),
	head: async () => head(),
	follow: (_shardId, after, call) => {
		hear = call;
		const missed = told.filter(({ number }) => number > after.number);
		setImmediate(() => {
			for (const message of missed) hear?.(message);
		});
	},
	unfollow: () => {
		hear = undefined;
	},
	ask: async (_shardId, ask) => feed.onAsk?.(ask),
	close: async () => {},
};

async function main(): Promise<void> {
	const emulator = new DiscordEmulator({ guilds: [{ members: 2500 }] });
	await emulator.start();
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		rest: { api: emulator.restUrl },
	});
	const service = new MemberFetchService({}, { store });
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(emulator.token);
	await service.restore(await ready);
	const guild = client.guilds.cache.first() as Guild;
	await service.fetchGuildMembers(guild, { require: 'complete' });
	const worker = new RosterWorker(reader, { shardCount: 1 });
	const { roster, metadata } = await worker.fetchGuildMembers(guild.id, { require: 'complete' });
	console.log(JSON.stringify({ complete: metadata.complete, members: roster.size }));
	await worker.close();
	await service.close();
	await client.destroy();
	await emulator.stop();
}

void main();

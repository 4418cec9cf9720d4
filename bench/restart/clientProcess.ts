import { setTimeout } from 'node:timers/promises';
import { Client, Events, type Guild } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import { fileStore } from 'rollcall/stores';
import { serve } from '../processes/serve.js';
import type { ClientCommands } from './BotCommands.js';
import { labelled } from './labelled.js';
import { Stalls } from './Stalls.js';
import { INTENTS } from './startSaving.js';

// A process of a bot on discord.js that is started again: it takes over what was saved in a directory.

/** Nothing is saved here. */
const NEVER_MS = 2 ** 31 - 1;

serve<ClientCommands>({
	async label({ target, directory }) {
		const client = new Client({
			intents: INTENTS,
			shards: Array.from({ length: target.shardCount }, (_, shardId) => shardId),
			shardCount: target.shardCount,
			makeCache: cacheWithoutMembers(),
			rest: { api: target.restUrl },
		});
		const service = new MemberFetchService(
			{ monitoring: { logPerformanceWarnings: false }, store: { saveInterval: NEVER_MS } },
			{ store: fileStore(directory) },
		);
		const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
		await client.login(target.token);
		const stalls = new Stalls();
		const readyClient = await ready;
		await stalls.start();
		const beganAt = performance.now();
		const restored = service.restore(readyClient);
		const { guildIds } = target;
		while (service.getCacheStats().size === 0) await setTimeout(1);
		const [held] = service.getCacheStats().guilds;
		const ask = (id: string) => service.fetchGuildMembers(client.guilds.cache.get(id) as Guild);
		if (held) await labelled(ask, { ...target, guildIds: [held.guildId], largestId: held.guildId }, beganAt);
		const firstMs = performance.now() - beganAt;
		await restored;
		const all = await labelled(ask, { ...target, guildIds }, beganAt);
		return { ...all, firstMs, stallMs: await stalls.longest(), readMs: 0, constructedMs: 0 };
	},
});

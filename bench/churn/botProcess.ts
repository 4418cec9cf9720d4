import { setTimeout } from 'node:timers/promises';
import { type Client, GatewayIntentBits, type Guild, type GuildMember } from 'discord.js';
import { MemberFetchService, rosterCache } from 'rollcall';
import { digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { memoryKept } from '../measuring/memoryKept.js';
import { serve } from '../processes/serve.js';
import { guildOf, logIn, readCache, toRow } from '../sides/discordJsClient.js';
import { mapRows } from '../sides/mapRows.js';
import type { ChurnBotCommands, ChurnTarget } from './ChurnCommands.js';
import { LeapingClock } from './LeapingClock.js';
import { listenLikeABot } from './listenLikeABot.js';

// A bot that lives for hours. Its first argument says how it is made.

const HOUR_MS = 3_600_000;
const DEADLINE_MS = 60_000;
const { GuildMembers, GuildMessages, Guilds, GuildVoiceStates, MessageContent } = GatewayIntentBits;

const isService = process.argv[2] !== 'discord.js';
const clock = new LeapingClock();
let client: Client;
let target: ChurnTarget;
let service: MemberFetchService | undefined;

serve<ChurnBotCommands>({
	async connect(options) {
		target = options.target;
		client = await logIn(target, {
			intents: [Guilds, GuildMembers, GuildMessages, GuildVoiceStates, MessageContent],
			...(isService && { makeCache: rosterCache() }),
		});
		if (isService) service = new MemberFetchService({}, { clock });
		listenLikeABot(client);
		await fetchAll();
	},

	async live({ lastNick, isOutage }) {
		clock.leap(HOUR_MS);
		await waitFor(() => guild().members.cache.get(target.sentinelId)?.nickname === lastNick);
		if (isOutage) await fetchAll();
		await readAll();
		const digest = await digestOf(mapRows(guild().members.cache.values(), (member) => canonicalRow(toRow(member))));
		return { members: guild().members.cache.size, digest, bytes: await bytesKept() };
	},
});

function guild(): Guild {
	return guildOf(client, target.guildId);
}

async function fetchAll(): Promise<void> {
	if (!service) return void (await guild().members.fetch());
	const { metadata, error } = await service.fetchGuildMembers(guild(), { timeout: DEADLINE_MS });
	if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${error?.message}`);
}

/** What a bot does every so often: counts, lists, a search, the members of each role, and each member by id. */
async function readAll(): Promise<void> {
	const { members, roles } = guild();
	for (const read of Object.values(readCache(client, { id: target.guildId, roleId: target.guildId, lookupIds: [] }))) {
		read().figure();
	}
	for (const role of roles.cache.values()) void role.members.size;
	const byName = (one: GuildMember, other: GuildMember) => one.displayName.localeCompare(other.displayName);
	void members.cache.sorted(byName).first(10);
	void members.cache.find(({ nickname }) => nickname === 'nobody');
	for (const id of members.cache.keys()) void members.cache.get(id)?.permissions;
	void client.users.cache.filter(({ bot }) => bot).size;
	await service?.fetchMembersWithFilter(guild(), ({ nickname }) => nickname !== null);
}

/** Callbacks of collected objects come in turns of their own. */
async function bytesKept(): Promise<number> {
	for (let round = 0; round < 3; round++) {
		await memoryKept();
		await setTimeout(20);
	}
	return memoryKept();
}

async function waitFor(isSo: () => boolean): Promise<void> {
	const until = performance.now() + DEADLINE_MS;
	while (!isSo()) {
		if (performance.now() > until) throw new Error(`The last change of the hour did not show in ${DEADLINE_MS} ms.`);
		await setTimeout(5);
	}
}

import { once } from 'node:events';
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, type Guild } from 'discord.js';
import { cacheWithoutMembers, MemberFetchService } from 'rollcall';
import type { Target } from './readTarget.js';

/** A chunk as it came. */
export interface Chunk {
	readonly nonce?: string;
	readonly index: number;
	readonly count: number;
	readonly userIds: readonly string[];
}

/** A guild that is asked, with the client and the service that ask. */
export interface Subject extends AsyncDisposable {
	readonly target: Target;
	readonly client: Client<true>;
	readonly guild: Guild;
	/** Holds the whole list after the first check. */
	readonly service: MemberFetchService;
	/** Chunks of the guild, in the order in which they came. */
	readonly chunks: readonly Chunk[];
}

interface RawPacket {
	readonly t: string | null;
	readonly d: { guild_id: string; nonce?: string; chunk_index: number; chunk_count: number; members: RawMember[] };
}
interface RawMember {
	readonly user: { readonly id: string };
}

/** Logs in. Nothing is ever written. @throws what `login()` throws, and an error if the bot is not in the guild */
export async function meetSubject(target: Target): Promise<Subject> {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
		makeCache: cacheWithoutMembers(),
		rest: { api: target.api },
	});
	client.on(Events.Error, () => undefined); // a check that fails for it says so
	const service = new MemberFetchService();
	const close = async () => {
		await service.close();
		await client.destroy();
	};
	try {
		const chunks = watchChunks(client, target.guildId);
		const ready = once(client, Events.ClientReady);
		await client.login(target.token);
		await ready;
		return {
			...{ target, client: client as Client<true>, guild: findGuild(client, target), service, chunks },
			[Symbol.asyncDispose]: close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function findGuild(client: Client, { guildId }: Target): Guild {
	const guild = client.guilds.cache.get(guildId);
	if (!guild) throw new RangeError(`DISCORD_GUILD_ID: the bot is not in guild ${guildId}. Invite it, or name another.`);
	return guild;
}

function watchChunks(client: Client, guildId: string): Chunk[] {
	const chunks: Chunk[] = [];
	client.on('raw' as never, ({ t, d }: RawPacket) => {
		if (t !== GatewayDispatchEvents.GuildMembersChunk || d.guild_id !== guildId) return;
		const { nonce, chunk_index: index, chunk_count: count, members } = d;
		chunks.push({ index, count, userIds: members.map(({ user }) => user.id), ...(nonce !== undefined && { nonce }) });
	});
	return chunks;
}

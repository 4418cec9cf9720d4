import { type Client, type Collection, Events, type Guild, type GuildMember, Status } from 'discord.js';
import type { ConfigPatch, IClock } from 'rollcall';
import { compare, type Tally } from '../../checking/compare.js';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOf } from '../../checking/fingerprint.js';
import type { Claim, Side } from '../../demo/sides.js';
import { guildOf, logIn } from '../../sides/discordJsClient.js';
import { mapRows } from '../../sides/mapRows.js';
import { clientOptionsOf, sideOf, type Way } from './Way.js';

/** The parts of a claim beside the list. */
export type Said = Omit<Claim, 'members'>;

/** A call, and how long it took. */
export interface Asked extends Said {
	readonly ms: number;
}

/** How a bot logs in, and what it asks with. */
export interface BotOptions {
	readonly restUrl: string;
	readonly token: string;
	readonly way: Way;
	/** How long discord.js waits for one more chunk; as long as it does by default, unless given. */
	readonly patienceMs?: number;
	readonly config?: ConfigPatch;
}

/** A bot with a client of its own, which asks for members in one way and keeps the last list to be checked. */
export class Bot {
	#last: Collection<string, GuildMember> | undefined;

	private constructor(
		readonly client: Client<true>,
		readonly side: Side,
	) {}

	/**
	 * @param clock - That of the service; the machine's unless given.
	 * @param onSequence - Hears the number of each dispatch.
	 */
	static async logIn(
		{ way, config = {}, patienceMs, ...target }: BotOptions,
		clock?: IClock,
		onSequence: (sequence: number) => void = () => {},
	): Promise<Bot> {
		const client = await logIn(target, clientOptionsOf(way), (made) => {
			made.on(Events.Raw as never, (({ s }: { s: number | null }) => s !== null && onSequence(s)) as never);
		});
		const patience = patienceMs === undefined ? {} : { patienceMs };
		return new Bot(client, sideOf(way, { config, ...patience, ...(clock && { dependencies: { clock } }) }));
	}

	/** It has a session, and every guild is there. */
	get isReady(): boolean {
		const { ws, guilds } = this.client;
		return ws.shards.every(({ status }) => status === Status.Ready) && guilds.cache.every(({ available }) => available);
	}

	guild(id: string): Guild {
		return guildOf(this.client, id);
	}

	/** Asks once for all members of a guild, as a command does. */
	async fetch(guildId: string): Promise<Asked> {
		const startedAt = performance.now();
		const { members, ...said } = await this.side.fetch(this.guild(guildId));
		const ms = performance.now() - startedAt;
		this.keep(members);
		return { ...said, ms };
	}

	/** Keeps this list and drops the last one. */
	keep(members: Collection<string, GuildMember> | undefined): void {
		this.#last = members;
	}

	/** The fingerprint of the last list. */
	digest(): Promise<string> {
		return digestOf(mapRows(this.#list().values(), fingerprintOf));
	}

	/** The comparison of the last list with the truth, those members left out. */
	tally(truth: readonly [id: string, fingerprint: string][], except: readonly string[] = []): Tally {
		const left = new Set(except);
		const list = this.#list();
		const compared = left.size > 0 ? list.filter(({ id }) => !left.has(id)) : list;
		return compare(compared, new Map(truth.filter(([id]) => !left.has(id))));
	}

	#list(): Collection<string, GuildMember> {
		if (!this.#last) throw new Error('The bot has no list; its last call gave none.');
		return this.#last;
	}
}

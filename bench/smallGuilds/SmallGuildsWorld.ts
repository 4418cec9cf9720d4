import { DiscordEmulator } from 'rollcall-emulator';
import { Digest } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { yieldingly } from '../checking/yieldingly.js';
import type { GuildTarget } from '../sides/Target.js';
import type { SmallGuildsTarget, SmallGuildsTruth } from './SmallGuildsTarget.js';

const [FEWEST, MOST] = [20, 400];
const ROLES = 10;
/** One member in this many came from one of the first guilds, and is in both. */
const SHARED_EVERY = 5;
const FIRST_GUILDS = 10;
const STRANGERS = 10_000;
const WARM_UP_MEMBERS = 1000;
/** A client sends at most 115 events a minute on the connection of a shard, the service 90. */
const GUILDS_A_SHARD = 60;

/** As many small guilds as most bots are in, in a Discord that answers at full speed. */
export class SmallGuildsWorld {
	readonly emulator: DiscordEmulator;
	readonly #ids: readonly string[];

	constructor(count: number) {
		this.#ids = Array.from({ length: count }, (_, index) => idAt(index));
		const guilds = this.#ids.map((id, index) => ({ id, members: ownMembersAt(index), roles: ROLES }));
		const shards = Math.ceil(count / GUILDS_A_SHARD);
		this.emulator = new DiscordEmulator({
			guilds: [...guilds, { id: idAt(count), members: WARM_UP_MEMBERS }],
			gateway: { shards, maxConcurrency: shards, heartbeatInterval: 600_000 },
		});
		for (const [index, id] of this.#ids.entries()) if (index >= FIRST_GUILDS) this.#share(id, index);
	}

	/** Starts the emulator. */
	async start(): Promise<SmallGuildsTarget> {
		await this.emulator.start();
		const count = this.#ids.length;
		const [guild, warmUp] = [describe(this.#ids[0] as string), describe(idAt(count))];
		return {
			...{ restUrl: this.emulator.restUrl, token: this.emulator.token, guild, warmUp, fresh: guild },
			sentinel: { id: guild.id, nick: '' },
			guildIds: this.#ids,
			strangerIds: Array.from({ length: STRANGERS }, (_, index) => String(100_000_000_000_000_000n + BigInt(index))),
			config: {
				cache: { maxCacheSize: count + 1 },
				rateLimit: { maxConcurrentRequests: count, requestsPerMinute: 2 * count, burstLimit: count },
			},
		};
	}

	async truth(): Promise<SmallGuildsTruth> {
		const digest = new Digest();
		const users = new Set<string>();
		for (const { id: guildId } of this.emulator.world.guilds.values()) {
			const isMeasured = this.#ids.includes(guildId);
			for await (const { user, nick = null, roles } of yieldingly(this.emulator.world.guild(guildId).members())) {
				users.add(user.id);
				if (isMeasured) digest.add([guildId, canonicalRow({ id: user.id, username: user.username, nick, roles })]);
			}
		}
		return { members: digest.count, users: users.size, digest: digest.toString() };
	}

	/** Lets members of the first guilds join this one, too. */
	#share(id: string, index: number): void {
		const { world } = this.emulator;
		const guild = world.guild(id);
		const [role] = [...guild.roles.keys()].slice(1);
		for (let place = 0; place < sharedAt(index); place++) {
			const from = world.guild(this.#ids[(index + place) % FIRST_GUILDS]);
			const { user } = from.memberAt((index * 31 + place) % (from.size - 1));
			guild.join({ user: { id: user.id }, ...(place % 3 === 0 && role !== undefined && { roles: [role] }) });
		}
	}
}

function describe(id: string): GuildTarget {
	return { id, roleId: id, lookupIds: [] };
}

/** Sizes from 20 to 400, the small ones more often: each doubling is as frequent as the next. */
function sizeAt(index: number): number {
	const share = (index * 0.6180339887) % 1;
	return Math.round(FEWEST * (MOST / FEWEST) ** share);
}

function sharedAt(index: number): number {
	return index < FIRST_GUILDS ? 0 : Math.floor(sizeAt(index) / SHARED_EVERY);
}

/** The first guilds are large ones, so that there are users to share. */
function ownMembersAt(index: number): number {
	return index < FIRST_GUILDS ? MOST : sizeAt(index) - sharedAt(index);
}

/** Ids that are spread evenly over the shards. */
function idAt(index: number): string {
	return String(300_000_000_000_000_000n + BigInt(index) * 4_194_304n);
}

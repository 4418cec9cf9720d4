import type { CalledGuild } from '../engine/CalledGuild.js';
import type { Engine } from '../engine/Engine.js';
import type { IClientLibrary } from '../engine/IClientLibrary.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { GuildMemberRecord, GuildReference } from '../interfaces/IStandaloneMemberFetchService.js';
import { RosterEvents } from '../monitoring/RosterEvents.js';
import type { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { gatesOf, nameOfBot } from '../pacing/gatesOf.js';
import { isSnowflake } from '../payloads/isSnowflake.js';
import { readRole } from '../roles/AskedRole.js';
import { BotState } from '../sync/BotState.js';
import type { GatewayWatch } from './GatewayWatch.js';
import { type Connection, StandaloneTransport } from './StandaloneTransport.js';

/** `@discordjs/ws` and `@discordjs/rest`, as the engine needs them: one bot. */
export class GatewayLibrary implements IClientLibrary<GuildReference> {
	readonly readRole = readRole;
	readonly #transport: StandaloneTransport;
	readonly #bot: BotState;

	/** What the gateway tells, and the state of the bot. */
	get parts(): { readonly watch: GatewayWatch; readonly bot: BotState } {
		return { watch: this.#transport.watch, bot: this.#bot };
	}

	/** @param emitter - its listeners hear of the rosters */
	constructor(engine: Engine, connection: Connection, emitter: SafeEmitter<GuildMemberRecord>) {
		const { clock, announcements, statistics, gates: shared } = engine;
		const transport = new StandaloneTransport(connection, clock);
		const events = new RosterEvents<GuildMemberRecord>(emitter, (guild_id, raw) => ({ ...raw, guild_id }));
		const gates = gatesOf(
			() => nameOfBot(transport.botId, connection.rest.options.api),
			shared && { gates: shared, botId: () => transport.botId },
		);
		this.#transport = transport;
		const count = (event: string) => statistics.countEvent(event);
		this.#bot = new BotState(transport, clock, gates, events, announcements, undefined, count);
		this.#bot.onProven = (guild, roster) => engine.hold(guild, roster);
	}

	call(guild: GuildReference): CalledGuild {
		const { id } = guild ?? {};
		if (typeof id !== 'string' || !isSnowflake(id)) throw invalid('guild.id', id, 'a Discord id');
		const transport = this.#transport;
		return {
			bot: this.#bot,
			ref: {
				id,
				shardId: this.#shardOf(guild),
				get memberCount() {
					return transport.guild(id)?.memberCount;
				},
			},
			directory: {
				everyoneId: id,
				isFollowed: true,
				get roles() {
					return transport.guild(id)?.roles ?? new Map();
				},
			},
		};
	}

	/** The guilds that the gateway has named. */
	*guilds(): Iterable<CalledGuild> {
		for (const [id] of this.#transport.watch.guilds.entries()) yield this.call({ id });
	}

	bots(): readonly BotState[] {
		return [this.#bot];
	}

	close(): void {
		this.#bot.close();
	}

	/** Under a wrong shard, a session that does not see the guild would vouch for it. */
	#shardOf({ id, shardId: given }: GuildReference): number {
		const shardId = this.#transport.shardOf(id) ?? given ?? 0;
		if (given === undefined || given === shardId) return shardId;
		const message = `guild.shardId: guild ${id} is on shard ${shardId}, got ${given}.`;
		throw new MemberFetchError('INVALID_ARGUMENT', message);
	}
}

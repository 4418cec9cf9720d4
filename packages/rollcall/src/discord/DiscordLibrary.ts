import { Base, type Client, type Guild, type GuildMember, Role } from 'discord.js';
import type { CalledGuild } from '../engine/CalledGuild.js';
import type { Engine } from '../engine/Engine.js';
import type { IClientLibrary } from '../engine/IClientLibrary.js';
import { invalid } from '../errors/invalid.js';
import type { ITransport } from '../interfaces/ITransport.js';
import type { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { ALLOWED, type AskedRole, readRole } from '../roles/AskedRole.js';
import type { BotState } from '../sync/BotState.js';
import { ClientBots } from './ClientBots.js';
import { checkFields } from './checkFields.js';
import { clientRosters } from './clientRosters.js';
import { isApplied } from './internals.js';

/** discord.js, as the engine needs it: the clients of all guilds that the service was passed. */
export class DiscordLibrary implements IClientLibrary<Guild> {
	readonly #clients: ClientBots;

	/**
	 * @param connect - makes a client a way to Discord
	 * @param emitter - its listeners hear of the rosters of every client
	 */
	constructor(
		private readonly engine: Engine,
		connect: (client: Client) => ITransport,
		emitter: SafeEmitter<GuildMember>,
	) {
		const { clock, announcements, rosters, statistics, gates } = engine;
		engine.checkConfig = (config) => checkFields(config, this.#clients.clients());
		this.#clients = new ClientBots(
			clock,
			connect,
			(client) => clientRosters(client, emitter),
			announcements,
			(bot) => rosters.release(bot.transport),
			(event) => statistics.countEvent(event),
			gates,
			(guild, roster) => engine.hold(guild, roster),
		);
	}

	/** The state of a client's bot. */
	botOf(client: Client): BotState {
		checkFields(this.engine.config, [client]);
		return this.#clients.of(client);
	}

	call(named: Guild): CalledGuild {
		// Neither what a cache without it gives, nor what `client.guilds.fetch()` lists.
		if (!named?.client || typeof named.shardId !== 'number' || !named.roles?.cache)
			throw invalid('guild', named, 'a Guild of discord.js, such as interaction.guild');
		const guild = ownGuild(named);
		checkFields(this.engine.config, [guild.client]);
		return {
			bot: this.#clients.of(guild.client),
			ref: {
				id: guild.id,
				shardId: guild.shardId,
				get memberCount(): number | undefined {
					return guild.memberCount; // unset in a guild that has been in an outage since the login
				},
			},
			directory: {
				everyoneId: guild.id,
				get isFollowed() {
					return isApplied(guild.client);
				},
				get roles() {
					return guild.roles.cache;
				},
			},
		};
	}

	/** The guilds of a client. */
	*guildsOf(client: Client): Iterable<CalledGuild> {
		for (const guild of client.guilds.cache.values()) yield this.call(guild);
	}

	/** Members, channels and guilds have an id too, and that of the guild is that of @everyone. */
	readRole(asked: unknown, guildId: string): AskedRole {
		const isOther = asked instanceof Base && !(asked instanceof Role);
		if (isOther) throw invalid('role', `a ${asked.constructor.name} of discord.js`, ALLOWED);
		return readRole(asked, guildId);
	}

	bots(): readonly BotState[] {
		return this.#clients.all();
	}

	close(): void {
		this.#clients.close();
	}
}

/** The client's own guild: an object from before the bot was removed and invited again is not updated any more. */
export function ownGuild(guild: Guild): Guild {
	return guild.client.guilds.cache.get(guild.id) ?? guild;
}

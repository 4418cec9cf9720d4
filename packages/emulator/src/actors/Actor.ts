import { type APIApplicationCommand, InteractionType } from 'discord-api-types/v10';
import type { CommandRegistry, Interactions, SentInteraction } from '../rest/index.js';
import type { GuildWorld, World } from '../world/index.js';
import { ActorError } from './ActorError.js';
import { findCommand, type TypedOptions, typeOptions } from './commands/index.js';
import { ResolvedData } from './ResolvedData.js';

/** What actors work on. */
export interface Stage {
	readonly world: World;
	readonly interactions: Interactions;
	readonly commands: CommandRegistry;
}

/** Who a user is and where. */
export interface ActorOptions {
	/** The first guild unless given. */
	readonly guildId?: string | undefined;
	/** The bot whose commands it runs: the first unless given. */
	readonly botId?: string | undefined;
	/** The channel it is in: the first of the guild unless given. */
	readonly channelId?: string | undefined;
	/** The language of its client. @defaultValue `'en-US'` */
	readonly locale?: string | undefined;
}

/** How a command is run. */
export interface RunOptions {
	/**
	 * Runs it also when the member lacks the `default_member_permissions` of the command, as where the admins of a
	 * server have allowed it: the bot's own checks are then all there is.
	 */
	readonly force?: boolean;
}

/** A member of a guild who does what people do in Discord's client. */
export class Actor {
	readonly guild: GuildWorld;
	readonly locale: string;
	readonly botId: string;
	readonly channelId: string | undefined;
	readonly #stage: Stage;

	/** @internal Made by {@link DiscordEmulator.actor}. */
	constructor(
		stage: Stage,
		/** The id of the user. */
		readonly id: string,
		options: ActorOptions & { readonly botId: string },
	) {
		this.#stage = stage;
		this.guild = stage.world.guild(options.guildId);
		this.botId = options.botId;
		this.locale = options.locale ?? 'en-US';
		this.channelId = options.channelId;
	}

	/**
	 * Runs a slash command: `runs('report', { role, start_date: '260101' })`, `runs('settings hours', …)`.
	 *
	 * @param command - Its name, followed by those of group and subcommand, in English or in the actor's language.
	 * @throws ActorError for what Discord's client would not send
	 */
	runs(command: string, options: TypedOptions = {}, { force = false }: RunOptions = {}): SentInteraction {
		return this.#command(InteractionType.ApplicationCommand, command, options, force);
	}

	/** Stops typing in the middle of an option and waits for what the bot proposes, which is in `choices` of its answer. */
	autocompletes(command: string, options: TypedOptions, focused: string): SentInteraction {
		return this.#command(InteractionType.ApplicationCommandAutocomplete, command, options, false, focused);
	}

	#command(type: InteractionType, typed: string, options: TypedOptions, force: boolean, focused?: string) {
		const { world, commands } = this.#stage;
		const found = findCommand(commands.availableIn(this.guild.id, this.botId), typed, this.locale);
		if (!force) this.#requireAllowed(found.command);
		const resolved = new ResolvedData(world, this.guild);
		const sent = typeOptions(found, options, { resolved, locale: this.locale, userId: this.id, focused });
		const { id, name, guild_id } = found.command;
		return this.#send(type, {
			id,
			name,
			type: found.command.type,
			options: sent,
			...(resolved.data && { resolved: resolved.data }),
			...(guild_id !== undefined && { guild_id }),
		});
	}

	#requireAllowed({ name, default_member_permissions }: APIApplicationCommand): void {
		if (default_member_permissions === null) return;
		const needed = BigInt(default_member_permissions);
		const own = this.guild.permissionsOf(this.id);
		const isAllowed = needed === 0n ? (own & 8n) !== 0n : (own & needed) === needed;
		if (isAllowed) return;
		throw new ActorError(
			`The member ${this.id} does not see /${name}: it needs the permissions ${needed}. Use { force: true } to run it as where the admins allow it.`,
		);
	}

	#send(type: InteractionType, data: Record<string, unknown>): SentInteraction {
		const { id: userId, botId, channelId, locale, guild } = this;
		if (!guild.has(userId)) throw new ActorError(`The user ${userId} is no member of the guild ${guild.id}.`);
		if (!guild.hasBot(botId)) throw new ActorError(`The bot ${botId} is not in the guild ${guild.id}.`);
		return this.#stage.interactions.send({
			...{ botId, userId, guildId: guild.id, type, locale, data },
			...(channelId !== undefined && { channelId }),
		});
	}
}

import { type APIMessage, type APIVoiceState, ApplicationCommandType, InteractionType } from 'discord-api-types/v10';
import { requireKnownKeys } from '../options/index.js';
import type { Answer, SentInteraction } from '../rest/index.js';
import type { GuildWorld } from '../world/index.js';
import { type ActorOptions, actorKeys, type RunOptions, runKeys, type Stage } from './ActorOptions.js';
import {
	type CommandLine,
	commandData,
	type MenuPick,
	menuData,
	type TypedOptions,
	type Typist,
} from './commands/index.js';
import {
	type FormValues,
	fillModal,
	findComponent,
	type MessageReference,
	type Picked,
	pickValues,
	placeOf,
	requireVisible,
	type UsableComponent,
} from './components/index.js';
import { ActorError } from './errors/index.js';
import { ResolvedData } from './resolved/index.js';
import { speak, type VoiceOptions, voiceChannelOf } from './Voice.js';

/** An action and its data, without the user. */
interface Action {
	readonly type: InteractionType;
	readonly data: Record<string, unknown>;
	readonly botId?: string;
	readonly channelId?: string | undefined;
	readonly message?: APIMessage | undefined;
	readonly openedBy?: SentInteraction;
}

/**
 * A member of a guild who does what people do in Discord's client. If that client would not let them do something, the
 * method throws an {@link ActorError}, and no bot hears of it.
 */
export class Actor {
	readonly guild: GuildWorld;
	readonly locale: string;
	readonly botId: string;
	/** The channel it is in, where it runs commands and writes. */
	readonly channelId: string;
	readonly #stage: Stage;

	/** @internal {@link DiscordEmulator.actor} makes it. */
	constructor(
		stage: Stage,
		/** The id of the user. */
		readonly id: string,
		options: ActorOptions & { readonly botId: string },
	) {
		requireKnownKeys('emulator.actor', options, actorKeys);
		this.#stage = stage;
		this.guild = stage.world.guild(options.guildId);
		this.botId = options.botId;
		this.locale = options.locale ?? 'en-US';
		this.channelId = options.channelId ?? [...this.guild.channels.keys()][0] ?? '';
	}

	/**
	 * Runs a slash command: `runs('report', { role, start_date: '260101' })`, `runs('settings hours', …)`.
	 *
	 * @param command - Its name, followed by the names of group and subcommand, in English or in the actor's language.
	 */
	runs(command: string, options: TypedOptions = {}, runOptions: RunOptions = {}): SentInteraction {
		requireKnownKeys('actor.runs', runOptions, runKeys);
		const { force = false } = runOptions;
		return this.#command(InteractionType.ApplicationCommand, { command, options, force });
	}

	/** Picks a command from the menu of a user. @param user - An id, or an object with an id. */
	runsOnUser(command: string, user: string | { readonly id: string }, options: RunOptions = {}): SentInteraction {
		requireKnownKeys('actor.runsOnUser', options, runKeys);
		const resolved = this.#resolve();
		const targetId = typeof user === 'string' ? user : user.id;
		resolved.user(targetId);
		return this.#pick({ command, type: ApplicationCommandType.User, targetId, ...options }, resolved);
	}

	/** Picks a command from the menu of a message that it sees. */
	runsOnMessage(command: string, message: MessageReference, options: RunOptions = {}): SentInteraction {
		requireKnownKeys('actor.runsOnMessage', options, runKeys);
		const resolved = this.#resolve();
		const seen = this.#look(message);
		resolved.message(seen);
		return this.#pick({ command, type: ApplicationCommandType.Message, targetId: seen.id, ...options }, resolved);
	}

	/** Stops typing in the middle of an option. The bot's proposals are the `choices` of its answer. */
	autocompletes(command: string, options: TypedOptions, focused: string): SentInteraction {
		return this.#command(InteractionType.ApplicationCommandAutocomplete, { command, options, focused });
	}

	/** Clicks a button. @param button - Its custom id, its label or its emoji. */
	clicks(message: MessageReference, button: string): SentInteraction {
		const shown = this.#look(message);
		return this.#use(shown, findComponent(shown, 'button', button), {});
	}

	/** Picks from a select menu. @param menu - Its custom id or its placeholder; `undefined` if the message has one menu. */
	selects(message: MessageReference, menu: string | undefined, picks: readonly Picked[]): SentInteraction {
		const shown = this.#look(message);
		const found = findComponent(shown, 'select menu', menu);
		const resolved = this.#resolve();
		const values = pickValues(found, picks, resolved, this.id);
		return this.#use(shown, found, { values, ...(resolved.data && { resolved: resolved.data }) });
	}

	/** Fills in the form that a bot has shown, and submits it. @param values - By the custom id or the label of their field. */
	submits({ modal, interaction }: Answer, values: FormValues = {}): SentInteraction {
		if (!modal) throw new ActorError('The answer is not a modal, so there is nothing to submit.');
		const { application_id: botId, channel, message } = interaction.data;
		const resolved = this.#resolve();
		const components = fillModal(modal, values, resolved, this.id);
		const data = { custom_id: modal.custom_id, components, ...(resolved.data && { resolved: resolved.data }) };
		const from = { botId, channelId: channel?.id, message, openedBy: interaction };
		return this.#send({ type: InteractionType.ModalSubmit, data, ...from });
	}

	/** Writes a message. @param channelId - The actor's channel by default. */
	says(text: string, channelId: string = this.channelId): APIMessage {
		const { user } = this.#member;
		return this.guild.chat.post(channelId, user, { content: text });
	}

	/** The direct messages between the actor and its bot, newest first. */
	get directMessages(): APIMessage[] {
		const { directMessages } = this.#stage.world;
		const channel = directMessages.find(this.botId, this.id);
		return channel ? directMessages.chat.messages(channel.id).latest(Number.MAX_SAFE_INTEGER) : [];
	}

	/** Takes no direct messages any more, or with `false` takes them again. A bot that writes gets 50007. */
	closesDirectMessages(isClosed = true): void {
		this.#stage.world.directMessages.setClosed(this.id, isClosed);
	}

	/** Joins a voice channel, from any other one that it is in. */
	joinsVoice(channelId: string, options: VoiceOptions = {}): APIVoiceState {
		requireKnownKeys('actor.joinsVoice', options, { selfDeaf: true, selfMute: true });
		return speak(this.guild, this.#member.user.id, channelId, { selfDeaf: false, selfMute: false, ...options });
	}

	/** Moves to another voice channel, and stays deaf and mute as it is. */
	movesTo(channelId: string): APIVoiceState {
		voiceChannelOf(this.guild, this.id);
		return speak(this.guild, this.id, channelId, {});
	}

	/** Leaves the voice channel that it is in. */
	leavesVoice(): void {
		voiceChannelOf(this.guild, this.id);
		this.guild.setVoice(this.id, null);
	}

	/** Hears nobody any more, or with `false` hears again. As in Discord's client, a deaf member is mute, too. */
	deafens(selfDeaf = true): APIVoiceState {
		return speak(this.guild, this.id, voiceChannelOf(this.guild, this.id), { selfDeaf, selfMute: selfDeaf });
	}

	/** Says nothing any more, or with `false` speaks again. */
	mutes(selfMute = true): APIVoiceState {
		return speak(this.guild, this.id, voiceChannelOf(this.guild, this.id), { selfMute });
	}

	/** Joins the guild, for the first time or again. */
	joins(): void {
		this.guild.join({ user: { id: this.id } });
	}

	/** Leaves the guild. */
	leaves(): void {
		this.guild.leave(this.#member.user.id);
	}

	get #member() {
		const member = this.guild.member(this.id);
		if (!member) throw new ActorError(`The user ${this.id} is not a member of the guild ${this.guild.id}.`);
		return member;
	}

	#command(type: InteractionType, line: CommandLine): SentInteraction {
		return this.#send({ type, data: commandData(line, this.#typist(this.#resolve())) });
	}

	#pick(pick: MenuPick, resolved: ResolvedData): SentInteraction {
		return this.#send({ type: InteractionType.ApplicationCommand, data: menuData(pick, this.#typist(resolved)) });
	}

	#typist(resolved: ResolvedData): Typist {
		const { id, guild, locale } = this;
		return { id, guild, locale, commands: this.#stage.commands.availableIn(guild.id, this.botId), resolved };
	}

	#resolve(): ResolvedData {
		return new ResolvedData(this.#stage.world, this.guild);
	}

	/** The message as it is now. */
	#look(reference: MessageReference): APIMessage {
		const { id, channelId } = placeOf(reference);
		return requireVisible(this.#stage.interactions.messages.get(this.guild.id, channelId, id), id, this.id);
	}

	#use(message: APIMessage, { type, custom_id, id }: UsableComponent, more: object): SentInteraction {
		const data = { component_type: type, custom_id, ...(id !== undefined && { id }), ...more };
		const botId = message.application_id ?? message.author.id;
		return this.#send({ type: InteractionType.MessageComponent, data, botId, channelId: message.channel_id, message });
	}

	#send({ type, data, botId = this.botId, channelId = this.channelId, message, openedBy }: Action): SentInteraction {
		const { locale, guild } = this;
		const { user } = this.#member;
		if (!guild.hasBot(botId)) throw new ActorError(`The bot ${botId} is not in the guild ${guild.id}.`);
		return this.#stage.interactions.send({
			...{ botId, channelId, type, locale, data, openedBy, guildId: guild.id, userId: user.id },
			...(message && { message }),
		});
	}
}

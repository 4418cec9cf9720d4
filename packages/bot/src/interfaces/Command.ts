import type {
	AutocompleteInteraction,
	ChatInputCommandInteraction,
	Guild,
	InteractionEditReplyOptions,
	MessageComponentInteraction,
	ModalSubmitInteraction,
	PermissionResolvable,
	RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { TypedOptions } from 'rollcall-emulator';
import type { Localiser } from '../localisation/index.js';
import type { Logger } from '../logging/index.js';

/** A command in a guild. Its `member` comes with the payload, so it is there although the client caches no members. */
export type GuildCommandInteraction = ChatInputCommandInteraction<'cached'>;
/** A button, a select menu or a modal in a guild. */
export type ComponentInteraction = MessageComponentInteraction<'cached'> | ModalSubmitInteraction<'cached'>;
/** An interaction in direct messages with the bot, without a guild and without permissions. */
export type DirectInteraction = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;
/** The audience of the answer. */
export type Deferral = 'public' | 'ephemeral';

/** An answer. `ephemeral` counts only if nothing was deferred, since a deferral has already decided it. */
export interface Answer extends Omit<InteractionEditReplyOptions, 'flags' | 'message'> {
	readonly ephemeral?: boolean;
}

/** The context of a command, besides the interaction. */
export interface CommandContext {
	/** Speaks the language of the user. */
	readonly t: Localiser;
	/** Writes lines that name the command and the guild. */
	readonly logger: Logger;
	/** Aborts when the bot stops and the interaction was handed back: all work for it must end. */
	readonly signal: AbortSignal;
	/** Answers: fills in a deferred answer, or replies. This is the final answer, unless it is called again. */
	answer(answer: string | Answer): Promise<void>;
	/** Shows progress, in the same way as {@link answer}. It is taken away if the command fails after it. */
	progress(answer: string | Answer): Promise<void>;
}

/** A command as a member types it: `{ command: 'jamsu set', options: { user } }`. */
export interface DemoCall {
	readonly command: string;
	readonly options?: TypedOptions;
}

/** A command in direct messages with the bot. */
export interface DirectCommand {
	execute(interaction: ChatInputCommandInteraction, context: CommandContext): Promise<void>;
	/** See {@link Command.onComponent}. */
	onComponent?(
		interaction: MessageComponentInteraction | ModalSubmitInteraction,
		context: CommandContext,
	): Promise<void>;
}

/**
 * One slash command, with the components of its answers. Register its class under `DI_TOKENS.Command`.
 *
 * Before `execute`, the router checks the guild, `requires`, `needsMembers` and the cooldown, calls `validate`, and
 * defers. A `UserError` is shown to the user only. Any other error is logged with an id, and the user gets an apology
 * with that id.
 */
export interface Command {
	/**
	 * Name, texts and options, by `SlashCommandBuilder` and `named`. The router adds that it is for guilds, and the
	 * permissions that it needs (`requires`).
	 *
	 */
	readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
	/** The permissions that a user needs: the default in Discord, and checked here again. */
	readonly requires?: PermissionResolvable;
	/** The same for its buttons, menus and modals. @defaultValue `requires` */
	readonly componentsRequire?: PermissionResolvable;
	/** How many seconds a user waits between two runs in a guild. A failed run does not count. */
	readonly cooldownSeconds?: number;
	/**
	 * The cost of a run, out of the 30 points that a user has in all guilds together; one point comes back each second.
	 * Set it only for an expensive command; the default is also the cost of a click. Work that many users may ask for at
	 * once goes through `SharedWork` as well.
	 *
	 * @defaultValue 0.2
	 *
	 */
	readonly cost?: (interaction: ChatInputCommandInteraction) => number;
	/** It needs the guild members intent; without it the user is told why the command does not work. */
	readonly needsMembers?: boolean;
	/**
	 * Set it on every command that may take longer than three seconds: Discord is told at once that an answer will come.
	 */
	readonly defer?: Deferral | ((interaction: GuildCommandInteraction) => Deferral);
	/**
	 * Checks the options before anything is deferred, so that only the user sees an error. It must be quick and make no
	 * request.
	 */
	validate?(interaction: GuildCommandInteraction, context: CommandContext): void;
	execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void>;
	/** Suggests values of an option. A failure suggests nothing. */
	autocomplete?(interaction: AutocompleteInteraction<'cached'>, context: Pick<CommandContext, 't'>): Promise<void>;
	/** A button, menu or modal whose custom id is the name of the command, or begins with it and a colon. */
	onComponent?(interaction: ComponentInteraction, context: CommandContext): Promise<void>;
	/** Its work in direct messages with the bot, only for a command without `requires`. Its answers are ephemeral. */
	readonly direct?: DirectCommand;
	/** Examples that a member types now and then while the bot runs on the emulator. */
	demo?(guild: Guild): readonly DemoCall[];
}

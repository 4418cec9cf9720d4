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

/** A command in a guild; its `member` is there although the client caches no members, because it comes with the payload. */
export type GuildCommandInteraction = ChatInputCommandInteraction<'cached'>;
/** A button, a select menu or a modal in a guild. */
export type ComponentInteraction = MessageComponentInteraction<'cached'> | ModalSubmitInteraction<'cached'>;
/** What a user does in direct messages with the bot, where there is no guild, and nobody has permissions. */
export type DirectInteraction = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;
/** Who sees the answer that is being worked on. */
export type Deferral = 'public' | 'ephemeral';

/** What is answered. `ephemeral` counts only where nothing was deferred: a deferral has decided it already. */
export interface Answer extends Omit<InteractionEditReplyOptions, 'flags' | 'message'> {
	readonly ephemeral?: boolean;
}

/** What a command is given beside the interaction. */
export interface CommandContext {
	/** Speaks the language of the user. */
	readonly t: Localiser;
	/** Writes lines that name the command and the guild. */
	readonly logger: Logger;
	/** Fires when the bot stops and the interaction was handed back: whatever runs for it is to end. */
	readonly signal: AbortSignal;
	/** Answers: fills in what was deferred, else replies. The last word, unless it is called again. */
	answer(answer: string | Answer): Promise<void>;
	/** Shows how far the work is, as {@link answer} does; taken away again where the command fails after it. */
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
 * One slash command, and all that comes back from what it answered. Register its class under `DI_TOKENS.Command`.
 *
 * Before `execute`, the router checks the guild, `requires`, `needsMembers` and the cooldown, calls `validate`, and defers.
 * A `UserError` is told to the user alone; anything else is logged with an id, for which the user gets an apology.
 */
export interface Command {
	/**
	 * Name, texts and options, by `SlashCommandBuilder` and `named`. The router adds that it is for guilds, and for whom
	 * (`requires`).
	 */
	readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
	/** The permissions that a user needs: shown to Discord as the default, and checked here again. */
	readonly requires?: PermissionResolvable;
	/** The same for its buttons, menus and modals. @defaultValue `requires` */
	readonly componentsRequire?: PermissionResolvable;
	/** One run per user and guild in so many seconds. A run that failed does not count. */
	readonly cooldownSeconds?: number;
	/**
	 * What a run takes of the 30 that a user has in all guilds together, of which one comes back each second. Only a dear one
	 * says more than the default, which is also that of a click. Whatever many may ask for at once goes through `SharedWork`
	 * beside it.
	 *
	 * @defaultValue 0.2
	 */
	readonly cost?: (interaction: ChatInputCommandInteraction) => number;
	/** It needs the guild members intent; without it the user is told why the command can not work. */
	readonly needsMembers?: boolean;
	/** Set on every command that may take longer than three seconds: Discord is told at once that an answer will come. */
	readonly defer?: Deferral | ((interaction: GuildCommandInteraction) => Deferral);
	/** Looks at the options before anything is deferred, so that a wrong one is told to the user alone. Quick: no request. */
	validate?(interaction: GuildCommandInteraction, context: CommandContext): void;
	execute(interaction: GuildCommandInteraction, context: CommandContext): Promise<void>;
	/** Suggests values of an option. A failure suggests nothing. */
	autocomplete?(interaction: AutocompleteInteraction<'cached'>, context: Pick<CommandContext, 't'>): Promise<void>;
	/** A button, menu or modal whose custom id is the name of the command, or begins with it and a colon. */
	onComponent?(interaction: ComponentInteraction, context: CommandContext): Promise<void>;
	/** What it does in direct messages with the bot: only a command without `requires` has this. Its answers are ephemeral. */
	readonly direct?: DirectCommand;
	/** What a member types now and then while the bot runs without Discord, for all to see that it works. */
	demo?(guild: Guild): readonly DemoCall[];
}

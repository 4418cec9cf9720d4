import type { FaultAction, MemberRequestFault } from 'rollcall-emulator';

/** What a fault may do in the middle of an answer, as far as it can be sent to another process. */
type TellableAction = Exclude<FaultAction, (...args: never[]) => void>;

/** A fault of a member request. */
export type TellableFault = Omit<MemberRequestFault, 'on' | 'botId' | 'before' | 'after'> & {
	readonly before?: TellableAction;
	readonly after?: { readonly chunks: number; readonly do: TellableAction };
};

/** Something that happens in a guild while its chunks are sent. */
export interface Happening {
	readonly chunks: number;
	/** The first member leaves, the last one is renamed, or the guild is in an outage for some seconds. */
	readonly what: 'leave' | 'rename' | 'outage';
}

/** A bot of the emulator, and the guilds that it has to itself. */
export interface BotTarget {
	readonly id: string;
	readonly token: string;
	readonly guildIds: readonly string[];
}

/** Requests that a bot has made since the emulator started, those of logging in left out. */
export interface RequestTotals {
	readonly gateway: number;
	readonly rest: number;
	/** How many of them were refused. */
	readonly refused: { readonly gateway: number; readonly rest: number };
}

/** The commands of the emulator's process, with their answers. */
export interface DiscordCommands {
	/** Starts the emulator with Discord's limits; each bot is named by the sizes of its own guilds. */
	start(options: { bots: readonly (readonly number[])[] }): { restUrl: string; bots: BotTarget[] };
	/** Spoils the next full member request of a bot. */
	addFault(options: { botId: string; fault: TellableFault }): void;
	/** Lets something happen after some chunks of the next full request. A fault can spoil that request as well. */
	happenAfter(options: { botId: string; guildId: string; happening: Happening; fault?: TellableFault }): void;
	/** The members as they are now: id and fingerprint of each. */
	truth(options: { guildId: string }): [id: string, fingerprint: string][];
	/** How many members there are now, and the fingerprint of all of them. */
	digest(options: { guildId: string }): { count: number; digest: string };
	requests(options: { botId: string }): RequestTotals;
}

import type { FaultAction, MemberRequestFault } from 'rollcall-emulator';

/** What a fault may do in the middle of an answer, as far as it can be told to another process. */
type TellableAction = Exclude<FaultAction, (...args: never[]) => void>;

/** What goes wrong with a member request. */
export type DemoFault = Omit<MemberRequestFault, 'on' | 'botId' | 'before' | 'after'> & {
	readonly after?: { readonly chunks: number; readonly do: TellableAction };
};

/** A bot of the emulator, and the guild that it has to itself. */
export interface DemoBot {
	readonly id: string;
	readonly token: string;
	readonly guildId: string;
}

/** Requests that a bot has made since the emulator started, those of logging in left out. */
export interface RequestTotals {
	readonly gateway: number;
	readonly rest: number;
}

/** What the emulator's process can be asked, with the answers. */
export interface Commands {
	/** Starts the emulator with so many bots, each in a guild of its own with so many members. */
	start(options: { bots: number; members: number }): { restUrl: string; bots: DemoBot[] };
	/** Spoils the next full member request of a bot. */
	addFault(options: { botId: string; fault: DemoFault }): void;
	/** Lets the first member of a guild leave when so many chunks of the next full request were sent. */
	leaveAfterChunks(options: { botId: string; guildId: string; chunks: number }): void;
	/** The members as they are now: id and fingerprint of each. */
	truth(options: { guildId: string }): [id: string, fingerprint: string][];
	requests(options: { botId: string }): RequestTotals;
}

export type CommandName = keyof Commands;
export type Answer<Name extends CommandName> = ReturnType<Commands[Name]>;

/** One command on its way to the emulator's process. */
export interface CommandMessage<Name extends CommandName = CommandName> {
	readonly id: number;
	readonly name: Name;
	readonly options: Parameters<Commands[Name]>[0];
}

/** Its answer on the way back. */
export interface AnswerMessage {
	readonly id: number;
	readonly answer?: unknown;
	readonly error?: string;
}

import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';

/** A guild in the list of guilds. */
export interface GuildLine {
	readonly id: string;
	readonly name: string;
	readonly members: number;
	readonly available: boolean;
	/** Grows with each change. */
	readonly version: number;
}

/** A bot and its sessions. */
export interface BotLine {
	readonly id: string;
	readonly name: string;
	/** Sessions that know all their guilds, and all sessions. */
	readonly ready: number;
	readonly sessions: number;
}

/** What is true of the emulator as a whole. */
export interface PageStatus {
	/** Another number after each reset. */
	readonly epoch: number;
	readonly restUrl: string;
	readonly gatewayUrl: string;
	readonly guilds: readonly GuildLine[];
	/** How many guilds are not in the list. */
	readonly moreGuilds: number;
	readonly bots: readonly BotLine[];
	/** Frozen: the time. Otherwise how far it is ahead of the machine, in milliseconds. */
	readonly clock: { readonly canFreeze: boolean; readonly frozenAt?: number; readonly ahead?: number };
	readonly faults: number;
}

export type LineKind = 'rest' | 'frame' | 'dispatch' | 'close' | 'change';

/** An entry of the log without its payload. */
export interface LogLine {
	readonly n: number;
	readonly at: number;
	readonly kind: LineKind;
	/** For example `GET /guilds/1/members`, `IDENTIFY`, `GUILD_CREATE`. */
	readonly name: string;
	/** For example `200`, `shard 0`. */
	readonly detail: string;
	/** Whether it is a refusal, a loss or a close. */
	readonly isBad: boolean;
	readonly botId?: string;
}

/** What the page hears while it is open. */
export interface PageNews {
	readonly status?: PageStatus;
	/** New entries of the log, the oldest first. If there are too many, the first of them are left out. */
	readonly lines: readonly LogLine[];
}

/** An entry of the log with its payload. */
export interface LogDetail {
	readonly entry: Readonly<Record<string, unknown>>;
	/** The data of a dispatch as text. */
	readonly data?: { readonly text: string; readonly isCut: boolean; readonly characters: number };
}

/** Somebody by name. */
export interface Person {
	readonly name: string;
	readonly color: number;
	readonly isBot: boolean;
}

export interface ChannelLine {
	readonly id: string;
	readonly name: string;
	readonly type: number;
	readonly topic: string;
	readonly parentId: string | null;
	/** The members in voice. */
	readonly voice: readonly { readonly id: string; readonly isMuted: boolean; readonly isDeaf: boolean }[];
}

export interface RoleLine {
	readonly id: string;
	readonly name: string;
	readonly color: number;
}

/** A guild as one member sees it, with one of its channels. */
export interface GuildView {
	readonly guild: { readonly id: string; readonly name: string; readonly members: number; readonly available: boolean };
	readonly actor: Person & { readonly id: string; readonly isMember: boolean };
	readonly channels: readonly ChannelLine[];
	readonly roles: readonly RoleLine[];
	/** The channel whose messages these are. */
	readonly channelId: string;
	/** The oldest first. Messages that only the actor sees are among them. */
	readonly messages: readonly APIMessage[];
	/** Everybody who wrote or is mentioned, by id. */
	readonly people: Readonly<Record<string, Person>>;
	/** What was done to get an answer, by the id of the message. */
	readonly deeds: Readonly<Record<string, string>>;
}

export interface MemberLine extends Person {
	readonly id: string;
	readonly username: string;
	readonly roles: readonly string[];
	readonly joinedAt: string | null;
}

export interface MemberPage {
	/** How many members there are, or were found. */
	readonly total: number;
	/** Whether more were found than are counted. */
	readonly isCut: boolean;
	readonly rows: readonly MemberLine[];
}

/** A command that the actor can run. */
export interface BotCommand {
	readonly botId: string;
	readonly botName: string;
	readonly command: APIApplicationCommand;
}

/** An interaction that the page has sent. */
export interface InteractionState {
	readonly id: string;
	readonly isAcknowledged: boolean;
	/** Whether the three seconds for the first answer are over. */
	readonly isLate: boolean;
	readonly modal?: APIModalInteractionResponseCallbackData;
	readonly answers: number;
	/** Answers that were refused as Discord does, in words. */
	readonly refusals: readonly string[];
}

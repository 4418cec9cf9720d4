import type { ErrorInfo } from '../../errors/MemberFetchError.js';
import type { FetchProgress } from '../../interfaces/FetchOptions.js';
import type { Question } from './Question.js';

/** Processes that say different numbers do not ask each other. It rises with each change of what crosses. */
export const PROTOCOL = 1;

/** What arrives as bytes only if the channel carries bytes. */
export const PROBE: Uint8Array = Uint8Array.of(1);

/** A child says which shards it runs. All versions understand this message, and no other. */
export interface Hello {
	readonly type: 'hello';
	readonly shards: readonly number[];
	/** 0 while it is not known. */
	readonly shardCount: number;
	/** Its guilds are announced. */
	readonly isReady: boolean;
	readonly probe: Uint8Array;
}

/** The parent says that it is there. All versions understand this message, too. */
export interface Welcome {
	readonly type: 'welcome';
	/** It wants a hello. */
	readonly asks: boolean;
	readonly probe: Uint8Array;
}

/** The sender has closed its side. */
export interface Bye {
	readonly type: 'bye';
}

export interface Ask {
	readonly type: 'ask';
	readonly id: string;
	readonly guildId: string;
	readonly question: Question;
	/** Pieces below this number may be sent. */
	readonly upTo: number;
}

/** From the caller: they are still there, and pieces below this number may be sent. Repeated, so that a lost one heals. */
export interface More {
	readonly type: 'more';
	readonly id: string;
	readonly upTo: number;
}

export interface Cancel {
	readonly type: 'cancel';
	readonly id: string;
}

/** From the owner: it works on the question. */
export interface Alive {
	readonly type: 'alive';
	readonly id: string;
	/** So many pieces have been sent. */
	readonly sent: number;
}

export interface Progress {
	readonly type: 'progress';
	readonly id: string;
	readonly progress: FetchProgress;
}

/** A part of an answer. */
export interface Piece {
	readonly type: 'piece';
	readonly id: string;
	/** Names one run of the question, so that pieces of two runs are never put together. */
	readonly run: string;
	/** Counts from 0. */
	readonly seq: number;
	/** What the caller needs to read it. */
	readonly meta: unknown;
	/** Bytes; base64 if the channel does not carry bytes. */
	readonly body?: Uint8Array | string;
}

/** The answer has this many pieces. */
export interface End {
	readonly type: 'end';
	readonly id: string;
	readonly run: string;
	readonly count: number;
}

/** There is no answer, or no more of it. */
export interface Fail {
	readonly type: 'fail';
	readonly id: string;
	readonly error: ErrorInfo;
	/** The owner's service has thrown it, and so does the call. */
	readonly isThrown?: boolean;
}

/** What a caller sends about one question. */
export type FromCaller = Ask | More | Cancel;
/** What an owner sends about one question. */
export type FromOwner = Alive | Progress | Piece | End | Fail;
export type LinkMessage = Hello | Welcome | Bye | FromCaller | FromOwner;

/** A message as it crosses: under a name that no message of a bot or of a client library has. */
export type Enveloped = LinkMessage & { readonly rollcall: number };

type Check = (message: Readonly<Record<string, unknown>>) => boolean;
const isText = (value: unknown) => typeof value === 'string';
const isCount = (value: unknown) => Number.isInteger(value);
const isThere = (value: unknown) => typeof value === 'object' && value !== null;

const CHECKS: Readonly<Record<LinkMessage['type'], Check>> = {
	hello: ({ shards, shardCount }) => Array.isArray(shards) && shards.every(isCount) && isCount(shardCount),
	welcome: () => true,
	bye: () => true,
	ask: ({ id, guildId, question, upTo }) => isText(id) && isText(guildId) && isThere(question) && isCount(upTo),
	more: ({ id, upTo }) => isText(id) && isCount(upTo),
	cancel: ({ id }) => isText(id),
	alive: ({ id, sent }) => isText(id) && isCount(sent),
	progress: ({ id, progress }) => isText(id) && isThere(progress),
	piece: ({ id, run, seq }) => isText(id) && isText(run) && isCount(seq),
	end: ({ id, run, count }) => isText(id) && isText(run) && isCount(count),
	fail: ({ id, error }) => isText(id) && isThere(error),
};

/** The version that a message speaks; `undefined` if it is none of ours. */
export function versionOf(value: unknown): number | undefined {
	const version = (value as Partial<Enveloped> | null | undefined)?.rollcall;
	return typeof version === 'number' ? version : undefined;
}

/** A message of our version; `undefined` for anything else. */
export function readMessage(value: unknown): LinkMessage | undefined {
	if (versionOf(value) !== PROTOCOL) return undefined;
	const message = value as Readonly<Record<string, unknown>>;
	const check = Object.hasOwn(CHECKS, String(message.type)) ? CHECKS[message.type as LinkMessage['type']] : undefined;
	return check?.(message) ? (value as LinkMessage) : undefined;
}

/** Whether the probe of a message came as bytes. */
export function cameAsBytes({ probe }: Hello | Welcome): boolean {
	return probe instanceof Uint8Array;
}

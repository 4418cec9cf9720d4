import type { RESTOptions } from '@discordjs/rest';
import type { FetchOptions } from '../interfaces/FetchOptions.js';
import type { FetchStatistics } from '../interfaces/FetchStatistics.js';
import type { MembersResult } from '../interfaces/IMemberFetchService.js';
import type { SocketOwner } from './SocketValve.js';
import type { StageOptions, Truth } from './stage.js';

/** An answer with all members, however it gives them. */
export interface Outcome extends Omit<MembersResult, 'members' | 'roster'> {
	readonly size: number;
	nickOf(userId: string): string | null | undefined;
	/** Ids of members who are missing, left over or read otherwise than in the world, or than at a moment of it. */
	differences(truth: Truth): string[];
}

export type Listener = (dispatch: { readonly t: string; readonly d: unknown }) => void;

/** A stage for both libraries: one bot, its first guild, and a service. */
export interface Play {
	readonly service: { getStatistics(): FetchStatistics };
	/** The first guild's members, or another's. */
	fetchAll(options?: FetchOptions, guildId?: string): Promise<Outcome>;
	/** One member of the first guild: their id, or `null` if they are none. */
	findMember(userId: string): Promise<{ readonly id: string | null; readonly error?: Error | undefined }>;
	/** Has the service hear the dispatches from here on, if it has not from the start. */
	listen(): Promise<void>;
	/** Hears each dispatch; the returned function undoes it. */
	hear(listener: Listener): () => void;
	/** Resolves when the socket is gone and will come back. */
	whenCut(): Promise<void>;
	/** Resolves when the shard will not come back. */
	whenEnded(): Promise<void>;
	/** Resolves when a session is being resumed. */
	whenResuming(): Promise<void>;
	/** Somebody else's full request on the same connection. */
	fetchAside(): Promise<'served' | 'refused'>;
	/** The manager of @discordjs/ws that has the sockets. */
	sockets(): SocketOwner;
	/** The token that the bot has now. */
	token(): string | null;
	/** Disconnects as the bot's owner does it. */
	logOut(): Promise<void>;
	takeDown(): Promise<void>;
}

export interface CommonOptions extends Omit<StageOptions, 'client'> {
	readonly intents?: number;
	readonly shardCount?: number;
	/** Settings of the bot's REST. */
	readonly rest?: Partial<RESTOptions>;
}

/** Resolves when a dispatch matches. */
export function heard(hear: Play['hear'], matches: (dispatch: Parameters<Listener>[0]) => boolean): Promise<void> {
	return new Promise((resolve) => {
		const stop = hear((dispatch) => {
			if (!matches(dispatch)) return;
			stop();
			resolve();
		});
	});
}

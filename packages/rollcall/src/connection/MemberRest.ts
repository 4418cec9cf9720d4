import { AsyncLocalStorage } from 'node:async_hooks';
import type { REST, RouteLike } from '@discordjs/rest';
import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import { readRateLimit } from '../errors/RateLimit.js';
import { blockOf, type RequestState, toTransportError, unexpectedStatus } from '../errors/toTransportError.js';
import { type MemberPage, type RawMember, type RawRole, TransportError } from '../interfaces/ITransport.js';
import { isMember } from '../payloads/isMember.js';
import { isRole } from '../payloads/isRole.js';
import type { RestLibrary } from './RestLibrary.js';

/** Flags of an application that was granted the members intent (application resource, "Application Flags"). */
const MEMBERS_INTENT_FLAGS = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/** The part of the bot's own REST that is read: where its requests go, and how. */
type RestOfBot = Pick<REST, 'options' | 'agent'>;

/** The bot that the requests are made for. It is only read. */
export interface BotOfRest {
	readonly rest: RestOfBot;
	/** The token that it has now; `null` if it has none. */
	token(): string | null;
	/** The flags of its application as READY gave them, in case Discord does not answer. */
	readyFlags(): number | undefined;
}

interface Answer {
	readonly body: unknown;
	readonly headers: Headers;
}

/**
 * The half of a transport that asks over HTTP. It has a REST of its own, with the options of the bot's. The bot's REST
 * would retry by itself, sleep through rate limits without minding a signal, leave listeners on the signal, and drop the
 * bot's token on a 401.
 */
export abstract class MemberRest {
	#own: { readonly rest: REST; readonly like: RestOfBot } | undefined;
	/** How far the request of an asynchronous context has got. */
	readonly #sending = new AsyncLocalStorage<RequestState>();
	/** Requests that run. */
	#runningCount = 0;
	readonly #bot: BotOfRest;
	readonly #library: RestLibrary;

	protected constructor(bot: BotOfRest, library: RestLibrary) {
		this.#bot = bot;
		this.#library = library;
	}

	async listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		const query = new URLSearchParams({ after, limit: String(limit) });
		const { body, headers } = await this.#get('the member list', Routes.guildMembers(guildId), signal, query);
		const members = body as RawMember[];
		const bucket = bucketOf(headers);
		return bucket ? { members, bucket } : { members };
	}

	async getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		const asked = `member ${userId}`;
		try {
			const { body } = await this.#get(asked, Routes.guildMember(guildId, userId), signal);
			if (isMember(body) && body.user.id === userId) return body;
			throw named(new TransportError('unavailable', 'The answer is not the member who was asked for.'), asked);
		} catch (error) {
			const code = error instanceof TransportError ? error.answered?.code : undefined;
			// 10007 Unknown Member, 10013 Unknown User: both say that the user is not in the guild.
			if (code === 10_007 || code === 10_013) return undefined;
			throw error;
		}
	}

	async getRoles(guildId: string, signal: AbortSignal): Promise<readonly RawRole[]> {
		const asked = 'the roles';
		const { body } = await this.#get(asked, Routes.guildRoles(guildId), signal);
		if (Array.isArray(body) && body.every(isRole)) return body;
		throw named(new TransportError('unavailable', 'The answer is not a list of roles.'), asked);
	}

	async getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>> {
		const asked = 'the role counts';
		const { body } = await this.#get(asked, `/guilds/${guildId}/roles/member-counts`, signal);
		if (isCounts(body)) return body;
		throw named(new TransportError('unavailable', 'The answer has no counts of roles.'), asked);
	}

	async isMembersIntentGranted(signal: AbortSignal): Promise<boolean> {
		try {
			const { flags } = (await this.#get('the application', Routes.currentApplication(), signal)).body as {
				flags?: number;
			};
			return ((flags ?? 0) & MEMBERS_INTENT_FLAGS) !== 0;
		} catch (error) {
			// READY gave the flags of its time. If the intent was missing then, that is an answer; if it was there, it is none.
			const readyFlags = this.#bot.readyFlags();
			if (readyFlags !== undefined && (readyFlags & MEMBERS_INTENT_FLAGS) === 0) return false;
			throw error;
		}
	}

	async #get(asked: string, route: RouteLike, signal: AbortSignal, query?: URLSearchParams): Promise<Answer> {
		const token = this.#bot.token();
		if (!token) throw named(new TransportError('invalidToken', 'The bot has no token to ask with.', 0, false), asked);
		const state: RequestState = { sent: false };
		this.#runningCount++;
		try {
			const request = { method: this.#library.RequestMethod.Get, fullRoute: route, signal, ...(query && { query }) };
			const response = await this.#sending.run(state, () => this.#rest().setToken(token).queueRequest(request));
			if (!response.ok) throw unexpectedStatus(response.status);
			return { body: await response.json(), headers: response.headers as Headers };
		} catch (error) {
			signal.throwIfAborted();
			throw named(this.#forToken(token, toTransportError(error, state, this.#library)), asked);
		} finally {
			// Before Node 24, every promise of the process takes longer while a context is followed.
			if (--this.#runningCount === 0) this.#sending.disable();
		}
	}

	/** Discord refused the token that the bot had when it asked, which says nothing about the one that it has now. */
	#forToken(token: string, error: TransportError): TransportError {
		if (error.failure !== 'invalidToken' || token === this.#bot.token()) return error;
		const what = `${error.message} The bot has taken another token since.`;
		return new TransportError('unavailable', what, 0, error.sent, error.answered);
	}

	/** Its own REST, made like the bot's is now. The bot may have set another agent or other options. */
	#rest(): REST {
		const { options, agent } = this.#bot.rest;
		if (!this.#own || !isAlike(this.#own.like, { options, agent })) {
			this.#own = { rest: this.#make({ options, agent }), like: { options: { ...options }, agent } };
		}
		return this.#own.rest;
	}

	#make({ options, agent }: RestOfBot): REST {
		const { makeRequest } = options;
		return new this.#library.REST({
			...options,
			makeRequest: async (...request) => {
				const state = this.#sending.getStore();
				if (state) state.sent = true;
				const response = await makeRequest(...request);
				if (state) state.status = response.status;
				const useless = blockOf(response) ?? cachedAnswer(response.headers.get('Age'));
				if (useless) {
					await response.arrayBuffer(); // so that the connection can be used again
					throw useless;
				}
				if (state && response.status === 429) state.limit = await readRateLimit(response);
				return response;
			},
			agent,
			retries: 0,
			rejectOnRateLimit: () => true,
			hashSweepInterval: 0,
			handlerSweepInterval: 0,
		});
	}
}

function named(error: TransportError, asked: string): TransportError {
	error.asked = asked;
	return error;
}

/** The failure of a request that a cache on the way answered: nobody can tell what has changed since. */
function cachedAnswer(age: string | null): TransportError | undefined {
	const isCached = age !== null && Number(age) > 0;
	return isCached ? new TransportError('unavailable', `The answer is from a cache, ${age} s old.`) : undefined;
}

/** The bucket of an answer. A proxy may have removed some of its headers. */
function bucketOf(headers: Headers): MemberPage['bucket'] {
	const read = (name: string) => Number(headers.get(`X-RateLimit-${name}`) ?? Number.NaN);
	const bucket = { limit: read('Limit'), remaining: read('Remaining'), resetAfterMs: read('Reset-After') * 1_000 };
	return Object.values(bucket).every((value) => Number.isFinite(value) && value >= 0) ? bucket : undefined;
}

function isCounts(body: unknown): body is Record<string, number> {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
	return Object.values(body).every((count) => typeof count === 'number');
}

/** Whether a REST that was made like `a` can be used for `b`. */
function isAlike(a: RestOfBot, b: RestOfBot): boolean {
	const names = new Set([...Object.keys(a.options), ...Object.keys(b.options)]) as Set<keyof REST['options']>;
	return a.agent === b.agent && [...names].every((name) => Object.is(a.options[name], b.options[name]));
}

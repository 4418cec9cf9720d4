import { AsyncLocalStorage } from 'node:async_hooks';
import { makeURLSearchParams, REST, RequestMethod, type RouteLike } from '@discordjs/rest';
import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import { type MemberPage, type RawMember, type RawRole, TransportError } from '../interfaces/ITransport.js';
import { isMember } from '../sync/isMemberList.js';
import { answeredCode, blockOf, toTransportError } from './toTransportError.js';

/** Flags of an application that was granted the members intent (application resource, "Application Flags"). */
const MEMBERS_INTENT_FLAGS = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/** What is read of the bot's own REST: where it goes, and how. */
type RestOfBot = Pick<REST, 'options' | 'agent'>;

/** The bot that the requests are made for; it is only read. */
export interface BotOfRest {
	readonly rest: RestOfBot;
	/** Its token of this moment; nothing where it has none. */
	token(): string | null;
	/** The flags of its application as READY told them, for where Discord does not answer. */
	readyFlags(): number | undefined;
}

interface Answer {
	readonly body: unknown;
	readonly headers: Headers;
}

/**
 * The half of a transport that asks over HTTP, with a REST of its own that has the options of the bot's. The bot's own
 * would retry by itself, sleep through rate limits deaf to a signal, leave listeners on it, and drop the bot's token on a
 * 401.
 */
export abstract class MemberRest {
	#rest: REST | undefined;
	/** Whether the request of an asynchronous context has gone out: an empty bucket is known before. */
	readonly #sending = new AsyncLocalStorage<{ sent: boolean }>();
	readonly #bot: BotOfRest;

	protected constructor(bot: BotOfRest) {
		this.#bot = bot;
	}

	async listMembers(guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		const query = makeURLSearchParams({ after, limit });
		const { body, headers } = await this.#get(Routes.guildMembers(guildId), signal, query);
		const members = body as RawMember[];
		const bucketLimit = headers.get('X-RateLimit-Limit');
		if (bucketLimit === null) return { members };
		const bucket = {
			limit: Number(bucketLimit),
			remaining: Number(headers.get('X-RateLimit-Remaining') ?? 0),
			resetAfterMs: Number(headers.get('X-RateLimit-Reset-After') ?? 0) * 1_000,
		};
		return { members, bucket };
	}

	async getMember(guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		try {
			const { body } = await this.#get(Routes.guildMember(guildId, userId), signal);
			if (isMember(body) && body.user.id === userId) return body;
			throw new TransportError('unavailable', 'The answer is not the member who was asked for.');
		} catch (error) {
			const code = answeredCode(error);
			// 10007 Unknown Member, 10013 Unknown User: both say that he is not in the guild.
			if (code === 10_007 || code === 10_013) return undefined;
			throw error;
		}
	}

	async getRoles(guildId: string, signal: AbortSignal): Promise<readonly RawRole[]> {
		const { body } = await this.#get(Routes.guildRoles(guildId), signal);
		if (Array.isArray(body) && body.every(isRole)) return body;
		throw new TransportError('unavailable', 'The answer is not a list of roles.');
	}

	async getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>> {
		return (await this.#get(`/guilds/${guildId}/roles/member-counts`, signal)).body as Record<string, number>;
	}

	async isMembersIntentGranted(signal: AbortSignal): Promise<boolean> {
		try {
			const { flags } = (await this.#get(Routes.currentApplication(), signal)).body as { flags?: number };
			return ((flags ?? 0) & MEMBERS_INTENT_FLAGS) !== 0;
		} catch (error) {
			// READY told the flags of its time: an intent that was missing then is an answer, one that was there is none.
			const readyFlags = this.#bot.readyFlags();
			if (readyFlags !== undefined && (readyFlags & MEMBERS_INTENT_FLAGS) === 0) return false;
			throw error;
		}
	}

	async #get(route: RouteLike, signal: AbortSignal, query?: URLSearchParams): Promise<Answer> {
		if (!this.#bot.token()) throw new TransportError('invalidToken', 'The bot has logged out.');
		const state = { sent: false };
		try {
			const request = { method: RequestMethod.Get, fullRoute: route, signal, ...(query && { query }) };
			const response = await this.#sending.run(state, () => this.#own().queueRequest(request));
			return { body: await response.json(), headers: response.headers as Headers };
		} catch (error) {
			signal.throwIfAborted();
			throw toTransportError(error, state.sent);
		}
	}

	#own(): REST {
		const { options, agent } = this.#bot.rest;
		const { makeRequest } = options;
		this.#rest ??= new REST({
			...options,
			makeRequest: async (...request) => {
				const state = this.#sending.getStore();
				if (state) state.sent = true;
				const response = await makeRequest(...request);
				const block = blockOf(response);
				if (!block) return response;
				await response.arrayBuffer(); // so that its connection can be used again
				throw block;
			},
			agent,
			retries: 0,
			rejectOnRateLimit: () => true,
			hashSweepInterval: 0,
			handlerSweepInterval: 0,
		});
		// Read anew each time: the bot may have logged in again, and a 401 makes the REST forget its token.
		return this.#rest.setToken(this.#bot.token() ?? '');
	}
}

function isRole(data: unknown): data is RawRole {
	const { id, name } = (data ?? {}) as Partial<RawRole>;
	return typeof id === 'string' && typeof name === 'string';
}

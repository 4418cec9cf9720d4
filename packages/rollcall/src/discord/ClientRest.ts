import { AsyncLocalStorage } from 'node:async_hooks';
import {
	ApplicationFlags,
	type Client,
	DiscordAPIError,
	HTTPError,
	makeURLSearchParams,
	RateLimitError,
	REST,
	RequestMethod,
	type RouteLike,
	Routes,
} from 'discord.js';
import { type MemberPage, type RawMember, TransportError } from '../interfaces/ITransport.js';

/** Flags of an application that was granted the members intent (application resource, "Application Flags"). */
export const MEMBERS_INTENT_FLAGS = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;
/** For a 429 that does not say how long to wait. */
const UNTOLD_RETRY_MS = 1_000;

interface Answer {
	readonly body: unknown;
	readonly headers: Headers;
}

/**
 * The service's own REST, with the client's options. The client's own would retry by itself, sleep through rate limits
 * deaf to a signal, leave listeners on it, and drop the bot's token on a 401.
 */
export class ClientRest {
	#rest: REST | undefined;
	/** Whether the request of an asynchronous context has gone out: an empty bucket is known before. */
	readonly #sending = new AsyncLocalStorage<{ sent: boolean }>();

	constructor(private readonly client: Client) {}

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
			return (await this.#get(Routes.guildMember(guildId, userId), signal)).body as RawMember;
		} catch (error) {
			const { cause } = error as Error;
			// 10007 Unknown Member, 10013 Unknown User: both say that he is not in the guild.
			if (cause instanceof DiscordAPIError && (cause.code === 10_007 || cause.code === 10_013)) return undefined;
			throw error;
		}
	}

	async getRoleMemberCounts(guildId: string, signal: AbortSignal): Promise<Record<string, number>> {
		return (await this.#get(`/guilds/${guildId}/roles/member-counts`, signal)).body as Record<string, number>;
	}

	async isMembersIntentGranted(signal: AbortSignal): Promise<boolean> {
		const { flags } = (await this.#get(Routes.currentApplication(), signal)).body as { flags?: number };
		return ((flags ?? 0) & MEMBERS_INTENT_FLAGS) !== 0;
	}

	async #get(route: RouteLike, signal: AbortSignal, query?: URLSearchParams): Promise<Answer> {
		if (!this.client.token) throw new TransportError('invalidToken', 'The client has logged out.');
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
		const { makeRequest } = this.client.rest.options;
		this.#rest ??= new REST({
			...this.client.options.rest,
			makeRequest: (...request) => {
				const state = this.#sending.getStore();
				if (state) state.sent = true;
				return makeRequest(...request);
			},
			agent: this.client.rest.agent,
			retries: 0,
			rejectOnRateLimit: () => true,
			hashSweepInterval: 0,
			handlerSweepInterval: 0,
		});
		// Read anew each time: the bot may have logged in again, and a 401 makes the REST forget its token.
		return this.#rest.setToken(this.client.token ?? '');
	}
}

function toTransportError(error: unknown, sent: boolean): TransportError {
	if (error instanceof RateLimitError) return rateLimited(error, sent);
	if (error instanceof DiscordAPIError) return refused(error);
	if (error instanceof HTTPError) return withCause('unavailable', `Discord answered ${error.status}.`, error);
	const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
	return withCause('unavailable', `The connection failed (${code ?? (error as Error).name}).`, error);
}

function rateLimited(
	{ retryAfter, timeToReset, sublimitTimeout, scope }: RateLimitError,
	sent: boolean,
): TransportError {
	const wait = Math.max(retryAfter, sublimitTimeout) || Math.max(timeToReset, 0) || UNTOLD_RETRY_MS;
	return new TransportError('rateLimited', `Rate limited (scope ${scope}).`, wait, sent);
}

function refused(error: DiscordAPIError): TransportError {
	const what = `Discord answered ${error.status}, code ${error.code}.`;
	if (error.status === 401) return withCause('invalidToken', what, error);
	if (error.status === 403) return withCause('missingAccess', what, error);
	if (error.code === 10_004) return withCause('unknownGuild', what, error);
	return withCause('rejected', what, error);
}

function withCause(failure: TransportError['failure'], message: string, cause: unknown): TransportError {
	const error = new TransportError(failure, message);
	error.cause = cause;
	return error;
}

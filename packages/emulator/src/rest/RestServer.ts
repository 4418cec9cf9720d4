import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { BotAccount } from '../accounts/index.js';
import type { RestFault } from '../faults/index.js';
import {
	type CloudflareBlock,
	cloudflareAnswer,
	completeUsers,
	errorAnswer,
	faultAnswer,
	faultRefusal,
	type HttpAnswer,
	refusalAnswer,
	send,
	spoilPage,
	VIA,
	whenReceived,
} from './answers/index.js';
import type { RestContext } from './context/index.js';
import { apiErrors } from './errors/index.js';
import type { SentInteraction } from './interactions/index.js';
import { type RoutedRequest, Routing } from './Routing.js';
import { RateLimiter, type RateLimitHeaders } from './rateLimits/index.js';
import { type RequestBody, RestCall, readBody } from './requests/index.js';

/** A request on its way: its route, its bot and its fault. */
interface Incoming {
	readonly request: IncomingMessage;
	readonly routed: RoutedRequest;
	readonly bot: BotAccount | undefined;
	readonly fault: RestFault | undefined;
	/** The JSON or the fields of the body, once they are read. */
	body?: unknown;
}

/** A request as listeners hear of it. */
interface Noted {
	readonly method: string | undefined;
	readonly botId: string | undefined;
	readonly route: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
	readonly answer: Pick<HttpAnswer, 'status' | 'body'>;
}

/**
 * Discord's REST API. It owns no socket: {@link RestServer.handle} is for the `request` event of any HTTP server.
 * It shows the world as it is at the moment of the answer.
 */
export class RestServer {
	readonly #routing = new Routing();
	readonly #limiter: RateLimiter;
	readonly #pauses = new Set<() => void>();
	#isClosed = false;

	constructor(private readonly context: RestContext) {
		this.#limiter = new RateLimiter(context.options, context.clock);
	}

	/** Answers one request. Never rejects. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { clock, options } = this.context;
		response.setHeader('via', VIA);
		response.setHeader('date', new Date(clock.now() + options.clockSkew).toUTCString());
		let incoming: Incoming | undefined;
		try {
			incoming = this.#receive(request);
			await this.#serve(incoming, response);
		} catch (error) {
			const answer = errorAnswer(error);
			if (!incoming) this.#tellOfUnknown(request, answer);
			if (!response.headersSent) await send(response, answer, undefined, this.#pause);
		}
	}

	/** Carries out the callback that an endpoint has answered an interaction with, as if it had come by its route. */
	async takeCallback(sent: SentInteraction, response: IncomingMessage): Promise<void> {
		const { id, token, application_id: botId } = sent.data;
		const { route, path, params, query } = this.#routing.find('POST', `/api/v10/interactions/${id}/${token}/callback`);
		let body: RequestBody | undefined;
		let answer: Pick<HttpAnswer, 'status' | 'body' | 'afterwards'>;
		try {
			body = await readBody(response);
			if (this.#isClosed) return;
			answer = await route.handle(new RestCall(this.context, undefined, params, query, body, route.form));
		} catch (error) {
			answer = errorAnswer(error);
			// The route notes what it refuses itself.
			if (!body) sent.recordRefusal({ code: 0, body: answer.body as object });
		}
		this.#note({ method: 'POST', botId, route: route.name, path, query, body: body && fieldsOf(body), answer });
		answer.afterwards?.();
	}

	/** Cancels every wait. No timer stays, and open requests change nothing and get no answer. */
	close(): void {
		this.#isClosed = true;
		for (const cancel of this.#pauses) cancel();
		this.#pauses.clear();
	}

	#receive(request: IncomingMessage): Incoming {
		const foreign = this.context.access.refusalOf(request);
		if (foreign !== undefined) throw apiErrors.forbidden(foreign);
		const method = request.method ?? 'GET';
		const routed = this.#routing.find(method, request.url ?? '/');
		const bot = this.context.accounts.byToken(request.headers.authorization ?? '');
		if (!routed.route.isPublic && !bot) throw apiErrors.unauthorized();
		const guildId = routed.params.guildId;
		const fault = this.context.faults.takeRest({
			route: routed.route.name,
			method,
			path: routed.path,
			...(bot && { botId: bot.id }),
			...(guildId !== undefined && { guildId }),
		});
		return { request, routed, bot, fault };
	}

	async #serve(incoming: Incoming, response: ServerResponse): Promise<void> {
		const { fault } = incoming;
		if (fault?.cloudflare) response.removeHeader('via');
		const { headers, limited } = fault?.cloudflare ? this.#block(incoming, fault.cloudflare) : this.#limit(incoming);
		await this.#pause(this.context.options.latency);
		if (fault?.reset) return breakOff(response.socket);
		const replaced = limited ?? (fault && faultAnswer(fault, headers));
		const answer = replaced ?? (await this.#answer(incoming, headers));
		// A request of before a reset is none of the new world.
		if (this.#isClosed) return;
		this.#tell(incoming, answer);
		// Before the delay, since a bot may give up the request meanwhile.
		if (answer.afterwards) void whenReceived(response).then(answer.afterwards);
		// The answer is made now, so it is old when it arrives.
		await this.#pause(fault?.delay ?? 0);
		await send(response, answer, fault, this.#pause);
	}

	#tell({ request, routed: { route, path, query }, bot, body }: Incoming, answer: HttpAnswer): void {
		this.#note({ method: request.method, botId: bot?.id, route: route.name, path, query, body, answer });
	}

	/** A request that has no route, no valid token or a foreign host. */
	#tellOfUnknown(request: IncomingMessage, answer: HttpAnswer): void {
		const [path = '', search = ''] = (request.url ?? '').replace(/^\/api(?:\/v\d+)?(?=\/)/, '').split('?', 2);
		const bot = this.context.accounts.byToken(request.headers.authorization ?? '');
		const query = new URLSearchParams(search);
		this.#note({ method: request.method, botId: bot?.id, route: '', path, query, body: undefined, answer });
	}

	#note({ method = 'GET', query, answer: { status, body: answer }, ...request }: Noted): void {
		const at = this.context.clock.now();
		this.context.onTraffic?.({
			type: 'request',
			at,
			method,
			query: Object.fromEntries(query),
			status,
			answer,
			...request,
		});
	}

	/** Cloudflare stands in front of Discord, so a request that it refuses does not count in a bucket. */
	#block({ routed, bot }: Incoming, block: CloudflareBlock): { headers: RateLimitHeaders; limited: HttpAnswer } {
		const limited = cloudflareAnswer(block);
		if (bot) this.context.stats.countRest(bot.id, routed.route.name, limited.status === 429);
		return { headers: {}, limited };
	}

	#limit({ routed: { route, params }, bot, fault }: Incoming): { headers: RateLimitHeaders; limited?: HttpAnswer } {
		const major = params.guildId ?? params.channelId ?? params.token ?? '';
		const { isExempt = false, isUnlimited = false } = route;
		const subject = { botId: bot?.id, route: route.name, major, isExempt, isUnlimited };
		const taken = this.#limiter.take(subject);
		const wanted = taken.refusal || !fault ? undefined : faultRefusal(fault);
		const { headers, refusal } = wanted ? this.#limiter.refuse(subject, wanted) : taken;
		if (bot) this.context.stats.countRest(bot.id, route.name, refusal !== undefined);
		return refusal ? { headers, limited: refusalAnswer(refusal, headers, wanted && fault?.body) } : { headers };
	}

	async #answer(incoming: Incoming, headers: RateLimitHeaders): Promise<HttpAnswer> {
		const { request, routed, bot, fault } = incoming;
		try {
			const sent = await readBody(request);
			if (this.#isClosed) throw new Error('The emulator was reset before it had read the request.');
			incoming.body = fieldsOf(sent);
			const { params, query, route } = routed;
			const reason = request.headers['x-audit-log-reason']?.toString();
			const call = new RestCall(this.context, bot, params, query, sent, route.form, request.headers.host, reason);
			const reply = await route.handle(call);
			const body = completeUsers(reply.body);
			return { ...reply, headers, body: fault ? spoilPage(body, fault) : body };
		} catch (error) {
			return errorAnswer(error, headers);
		}
	}

	readonly #pause = (ms: number): Promise<void> =>
		ms <= 0
			? Promise.resolve()
			: new Promise((resolve) => {
					const cancel = this.context.clock.after(ms, () => {
						this.#pauses.delete(cancel);
						resolve();
					});
					this.#pauses.add(cancel);
				});
}

/** The JSON of a body, or the fields of a form. */
function fieldsOf({ json, fields }: RequestBody): unknown {
	return json ?? (Object.keys(fields).length > 0 ? fields : undefined);
}

/** Node resets no socket of TLS. One that ends without a farewell is the same to its client. */
function breakOff(socket: Socket | null): void {
	if (socket instanceof TLSSocket) socket.destroy();
	else socket?.resetAndDestroy();
}

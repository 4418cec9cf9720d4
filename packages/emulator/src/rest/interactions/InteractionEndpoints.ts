import type { IncomingMessage } from 'node:http';
import { type APIInteraction, InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import type { Access } from '../../access/index.js';
import { type BotAccounts, SigningKey } from '../../accounts/index.js';
import type { Clock } from '../../clock/index.js';
import { isDiscordHost } from '../../preload/index.js';
import { postSigned } from './postSigned.js';
import { CALLBACK_WITHIN, type SentInteraction } from './SentInteraction.js';

const OK = 200;
/** The application answers by the route of callbacks, and not with this response. */
const LATER: readonly (number | undefined)[] = [202, 204];
const UNAUTHORIZED = 401;
const MOST_PONG_CHARACTERS = 4096;

/** What the endpoints work with. */
interface EndpointSurroundings {
	readonly accounts: BotAccounts;
	readonly access: Access;
	readonly clock: Clock;
	nextId(): string;
	/** Carries out the callback in a response. */
	answered(sent: SentInteraction, response: IncomingMessage): Promise<void>;
}

/** The addresses of applications that take interactions over HTTP, and the requests to them. */
export class InteractionEndpoints {
	readonly #around: EndpointSurroundings;
	readonly #urls = new Map<string, URL>();
	readonly #open = new Set<AbortController>();

	constructor(around: EndpointSurroundings) {
		this.#around = around;
	}

	/** The address of a bot's application, if it has one. */
	of(botId: string): string | undefined {
		return this.#urls.get(botId)?.href;
	}

	/**
	 * Sets the address when it has shown that it checks signatures: of two PINGs, it takes only the one that is signed.
	 *
	 * @param url - `null` gives interactions back to the gateway.
	 * @throws RangeError that says why it could not be verified
	 */
	async set(botId: string, url: string | null): Promise<void> {
		if (url === null || url === '') return void this.#urls.delete(botId);
		const target = this.#targetOf(url);
		await this.#verify(botId, target);
		this.#urls.set(botId, target);
	}

	/** Posts an interaction. If nothing comes of it, the refusals of the interaction say why. */
	async deliver(sent: SentInteraction): Promise<void> {
		const botId = sent.data.application_id;
		const url = this.#urls.get(botId);
		if (!url) return;
		await this.#within(async (signal) => {
			const response = await this.#post(botId, url, sent.data, signal);
			if (LATER.includes(response.statusCode)) return void response.resume();
			if (response.statusCode === OK) return this.#around.answered(sent, response);
			response.resume();
			throw new Error(`The endpoint answered ${response.statusCode}, and not 200 or 202.`);
		}).catch((error: Error) => sent.recordRefusal({ code: 0, body: { message: error.message } }));
	}

	/** Ends all requests. */
	close(): void {
		for (const controller of this.#open) controller.abort(new Error('The emulator ended the request.'));
	}

	#targetOf(text: string): URL {
		const url = URL.canParse(text) ? new URL(text) : undefined;
		if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
			throw new RangeError(`${JSON.stringify(text)} is not an address that begins with http:// or https://`);
		// Bots call the emulator by Discord's names. It would reach Discord itself by them.
		if (this.#around.access.isOwn(url.host) && !isDiscordHost(url.hostname)) return url;
		throw new RangeError(
			`${url.hostname} is not loopback, and what happens here is not for a bot at work; add names with the option hostNames (--host-name)`,
		);
	}

	async #verify(botId: string, url: URL): Promise<void> {
		const ping = this.#ping(botId);
		await this.#within(async (signal) => {
			const refused = await this.#post(botId, url, ping, signal, new SigningKey());
			refused.resume();
			if (refused.statusCode !== UNAUTHORIZED)
				throw new RangeError(`it answered ${refused.statusCode}, and not 401, to a PING with a wrong signature`);
			const response = await this.#post(botId, url, ping, signal);
			const text = await textOf(response);
			if (response.statusCode !== OK || !isPong(text))
				throw new RangeError(
					`it answered ${response.statusCode} ${text.slice(0, 80)}, and not 200 {"type":1}, to a PING`,
				);
		}).catch((error: Error) => {
			throw error instanceof RangeError ? error : new RangeError(`a PING to it failed: ${error.message}`);
		});
	}

	#ping(botId: string): object {
		return {
			...{ id: this.#around.nextId(), application_id: botId, type: InteractionType.Ping, version: 1 },
			...{ token: 'ping', user: this.#around.accounts.byId(botId)?.user, app_permissions: '0', entitlements: [] },
			authorizing_integration_owners: {},
		};
	}

	/** @param key - That of the bot by default. */
	#post(
		botId: string,
		url: URL,
		data: APIInteraction | object,
		signal: AbortSignal,
		key = this.#around.accounts.byId(botId)?.key ?? new SigningKey(),
	): Promise<IncomingMessage> {
		const body = JSON.stringify(data);
		const timestamp = String(Math.floor(this.#around.clock.now() / 1000));
		return postSigned(url, { timestamp, signature: key.sign(timestamp, body), body }, signal);
	}

	/** Gives requests the three seconds that Discord gives. */
	async #within(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
		const controller = new AbortController();
		this.#open.add(controller);
		const late = () => controller.abort(new Error(`There was no answer within ${CALLBACK_WITHIN} ms.`));
		const cancel = this.#around.clock.after(CALLBACK_WITHIN + 1, late);
		try {
			await act(controller.signal);
		} catch (error) {
			throw controller.signal.aborted ? controller.signal.reason : error;
		} finally {
			cancel();
			this.#open.delete(controller);
		}
	}
}

async function textOf(response: IncomingMessage): Promise<string> {
	let text = '';
	for await (const piece of response.setEncoding('utf8')) {
		text += piece;
		if (text.length > MOST_PONG_CHARACTERS) throw new RangeError('it answered a PING with too many bytes');
	}
	return text;
}

function isPong(text: string): boolean {
	try {
		return (JSON.parse(text) as { type?: unknown } | null)?.type === InteractionResponseType.Pong;
	} catch {
		return false;
	}
}

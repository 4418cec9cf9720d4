import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Access } from '../access/index.js';
import { ActorError } from '../actors/index.js';
import type { Clock } from '../clock/index.js';
import type { DiscordEmulator } from '../DiscordEmulator.js';
import { readJson } from '../json/index.js';
import { Control } from './Control.js';
import { checkInput } from './checkInput.js';
import { setControl } from './controlOf.js';
import { describeControl } from './openapi.js';
import { Page, pageRoutes } from './page/index.js';
import { Refused } from './Refused.js';
import type { ControlRoute } from './Route.js';
import { controlRoutes } from './routes/index.js';
import { empty } from './schemas/common.js';

const MOST_BYTES = 32 * 1024 * 1024;

/** Where the control API listens, and who may call it. */
export interface ControlOptions {
	/** A loopback address. @defaultValue `'127.0.0.1'` */
	readonly host?: '127.0.0.1' | '::1' | 'localhost';
	/** @defaultValue `0`: any free port */
	readonly port?: number;
	/** @defaultValue a random one */
	readonly token?: string;
	/** Names of hosts by which clients may call it, beside those of loopback. */
	readonly hostNames?: readonly string[];
	/** Whether there is a page to look at: {@link ControlServer.pageUrl}. @defaultValue `false` */
	readonly page?: boolean;
}

interface Compiled {
	readonly route: ControlRoute;
	readonly pattern: RegExp;
	readonly names: readonly string[];
}

/** Controls an emulator over HTTP: for tests in any language. It listens on loopback, on a port of its own. */
export class ControlServer {
	/** What every request but that for the description carries: `Authorization: Bearer <token>`. */
	readonly token: string;
	readonly #control: Control;
	readonly #options: ControlOptions;
	readonly #access: Access;
	readonly #server: Server;
	readonly #page: Page | undefined;
	readonly #routes: readonly Compiled[];

	/** @param clock - The clock of the emulator. Only a FreezableClock can be frozen. */
	constructor(emulator: DiscordEmulator, clock: Clock, options: ControlOptions = {}) {
		this.#control = new Control(emulator, clock);
		setControl(this, this.#control);
		this.#options = options;
		this.token = options.token ?? randomBytes(24).toString('base64url');
		this.#page = options.page ? new Page(this.#control) : undefined;
		this.#routes = [...controlRoutes, ...(this.#page ? pageRoutes : [])].map(compile);
		this.#access = new Access(options.hostNames, false, this.#page !== undefined);
		this.#server = createServer(
			{ requireHostHeader: false },
			(request, response) => void this.#answer(request, response),
		);
	}

	/** The address of the API. */
	get url(): string {
		const address = this.#server.address() as AddressInfo | null;
		if (!address) throw new Error('The control API has no address yet. Call start() first.');
		return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
	}

	/** The address of the page, if there is one. Its fragment has the token, and browsers send that to nobody. */
	get pageUrl(): string | undefined {
		return this.#page && `${this.url}/page/#token=${encodeURIComponent(this.token)}`;
	}

	/** Starts to listen. */
	async start(): Promise<void> {
		const { host = '127.0.0.1', port = 0 } = this.#options;
		await new Promise<void>((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, host, () => {
				this.#server.off('error', reject);
				resolve();
			});
		});
	}

	/** Ends all waits, and closes every socket. */
	async stop(): Promise<void> {
		this.#page?.close();
		this.#control.close();
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		this.#server.closeAllConnections();
		await closed;
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const gone = new AbortController();
		response.once('close', () => gone.abort());
		try {
			if (this.#serve(request, response)) return;
			const answer = await this.#handle(request, gone.signal);
			send(response, answer === undefined ? 204 : 200, answer);
		} catch (error) {
			if (response.headersSent) return void response.destroy();
			const { status, message, cure } = refusalOf(error);
			send(response, status, { error: { message, ...(cure !== undefined && { cure }) } });
		}
	}

	/** Answers what is for the page and is not JSON, and refuses foreigners. */
	#serve(request: IncomingMessage, response: ServerResponse): boolean {
		const foreign = this.#access.refusalOf(request);
		if (foreign !== undefined) throw new Refused(403, `The control API refuses this request: ${foreign}.`);
		const { path, search } = partsOf(request);
		if (!this.#page) return false;
		if (this.#page.serveFile(request, path, response)) return true;
		if (!this.#page.isNews(request, path)) return false;
		this.#requireToken(request);
		this.#page.serveNews(search, response);
		return true;
	}

	async #handle(request: IncomingMessage, gone: AbortSignal): Promise<unknown> {
		const { path, search } = partsOf(request);
		if (request.method === 'GET' && path === '/openapi.json') return describeControl(this.url);
		this.#requireToken(request);
		const { route, params } = this.#find(request.method ?? 'GET', path);
		const query = Object.fromEntries(new URLSearchParams(search));
		const body = await readJsonBody(request);
		const call = {
			...{ control: this.#control, gone },
			params: checkInput('path', route.params ?? empty, params),
			query: checkInput('query', route.query ?? empty, query),
			body: checkInput('body', route.body ?? empty, body),
		};
		const given = { ...params, ...query, ...(body as object) };
		return this.#control.operate({ name: route.name, method: route.method, given }, () => route.handle(call));
	}

	#requireToken({ headers: { authorization = '' } }: IncomingMessage): void {
		const given = Buffer.from(authorization.replace(/^Bearer\s+/i, ''));
		const token = Buffer.from(this.token);
		if (given.length === token.length && timingSafeEqual(given, token)) return;
		const what = authorization === '' ? 'no token' : 'another token';
		throw new Refused(
			401,
			`The request has ${what}.`,
			'Send "Authorization: Bearer <token>" with the token of the control API, which is not that of a bot.',
		);
	}

	#find(method: string, path: string): { route: ControlRoute; params: Record<string, string> } {
		const fitting = this.#routes.flatMap((compiled) => {
			const match = compiled.pattern.exec(path);
			return match ? [{ compiled, match }] : [];
		});
		const found = fitting.find(({ compiled }) => compiled.route.method === method);
		if (found) {
			const { route, names } = found.compiled;
			return { route, params: Object.fromEntries(names.map((name, at) => [name, decode(found.match[at + 1] ?? '')])) };
		}
		if (fitting.length === 0) throw new Refused(404, `There is no ${path}.`, 'GET /openapi.json lists all operations.');
		const methods = fitting.map(({ compiled }) => compiled.route.method).join(', ');
		throw new Refused(405, `${path} takes ${methods}, and not ${method}.`);
	}
}

function partsOf({ url = '/' }: IncomingMessage): { readonly path: string; readonly search: string } {
	const [path = '/', search = ''] = url.split('?', 2);
	return { path, search };
}

function compile(route: ControlRoute): Compiled {
	const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
	const pattern = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)').replace(/(?<=.)\/$/, '')}/?$`);
	return { route, names, pattern };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function send(response: ServerResponse, status: number, body: unknown): void {
	if (body === undefined) response.writeHead(status).end();
	else response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

/** What the emulator itself refuses, such as an unknown member, is a mistake of the client, too. */
function refusalOf(error: unknown): Refused {
	if (error instanceof Refused) return error;
	if (error instanceof ActorError || error instanceof RangeError || error instanceof TypeError)
		return new Refused(400, error.message);
	return new Refused(500, `The emulator failed: ${error instanceof Error ? error.message : String(error)}`);
}

async function readJsonBody(request: IncomingMessage): Promise<unknown> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of request) {
		size += (part as Buffer).length;
		if (size > MOST_BYTES) throw new Refused(413, `The body has more than ${MOST_BYTES} bytes.`);
		parts.push(part as Buffer);
	}
	const text = Buffer.concat(parts).toString('utf8');
	if (text === '') return {};
	try {
		return readJson(text);
	} catch {
		throw new Refused(400, `The body is not JSON: ${JSON.stringify(text.slice(0, 80))}.`);
	}
}

import { makeURLSearchParams, REST, type RESTOptions, type RouteLike } from '@discordjs/rest';
import { CommandError } from '../errors/index.js';
import { explainAnswer } from './explainAnswer.js';
import { VERSION } from './VERSION.js';

const TIMEOUT_MS = 15_000;
const SAME_WAIT_MS = 500;

/** Where the API is, and who asks. */
export interface Access {
	/** Without a version. */
	readonly api: string;
	readonly token: string;
	readonly signal: AbortSignal;
}

/** A request: its text names it in errors, and its check refuses what is no answer of Discord's. */
export interface Asked<Answer> {
	readonly route: RouteLike;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	/** Whether the token goes with it. @defaultValue true */
	readonly auth?: boolean;
	/** The thing that is asked for, as a sentence begins with it. */
	readonly what: string;
	isAnswer(body: unknown): body is Answer;
}

/** Discord's REST API. */
export class Api {
	readonly rest: REST;
	/** Is told until when, in epoch ms, Discord takes no request like the one that waits. */
	onWait: (until: number) => void = () => {};
	#waitsUntil = 0;

	constructor(
		readonly access: Access,
		options: Partial<RESTOptions> = {},
	) {
		const { api, token } = access;
		const appendix = `rollcall-cli/${VERSION}`;
		this.rest = new REST({
			version: '10',
			api,
			timeout: TIMEOUT_MS,
			userAgentAppendix: appendix,
			// It rejects nothing: it is asked before each wait.
			rejectOnRateLimit: ({ timeToReset, sublimitTimeout }) => {
				this.#tellWait(Date.now() + Math.max(timeToReset, sublimitTimeout));
				return false;
			},
			...options,
		});
		this.rest.setToken(token);
	}

	/** The library asks again when it wakes up a little too early. */
	#tellWait(until: number): void {
		if (until <= this.#waitsUntil + SAME_WAIT_MS) return;
		this.#waitsUntil = until;
		this.onWait(until);
	}

	/** @throws CommandError that says what the answer means */
	async get<Answer>({ route, query, auth = true, what, isAnswer }: Asked<Answer>): Promise<Answer> {
		const { signal } = this.access;
		signal.throwIfAborted();
		const options = { signal, auth, ...(query && { query: makeURLSearchParams(query) }) };
		// The library does not look at the signal while it waits for a limit.
		const body = await unless(signal, this.rest.get(route, options)).catch((error: unknown) => {
			signal.throwIfAborted();
			throw explainAnswer(error, what);
		});
		if (isAnswer(body)) return body;
		throw new CommandError(`${what} could not be read: the answer is none of Discord's. Check a proxy and --api.`);
	}
}

/** The same, but it fails at once when the signal fires. */
function unless<Result>(signal: AbortSignal, waiting: Promise<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, { once: true });
		waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

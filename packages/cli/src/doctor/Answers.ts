import { DefaultRestOptions, type RESTOptions } from '@discordjs/rest';

/** An answer of the API, as far as it tells about what is on the way to it. */
export interface SeenAnswer {
	readonly path: string;
	readonly status: number;
	readonly type: string;
	/** How far the server's clock is ahead, in ms; `undefined` if it did not say what time it is. */
	readonly aheadMs: number | undefined;
	/** How exactly that is known: the answer says whole seconds, and takes its time. */
	readonly doubtMs: number;
}

/** Notes every answer of the API. */
export class Answers {
	readonly seen: SeenAnswer[] = [];

	constructor(private readonly now: () => number = Date.now) {}

	/** The function with which the REST library makes its requests. */
	readonly makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
		const sentAt = this.now();
		const response = await DefaultRestOptions.makeRequest(url, init);
		const { status, headers } = response;
		const tookMs = this.now() - sentAt;
		const date = Date.parse(headers.get('date') ?? '');
		this.seen.push({
			path: new URL(url).pathname,
			status,
			type: headers.get('content-type') ?? '',
			aheadMs: Number.isNaN(date) ? undefined : date + 500 - (sentAt + tookMs / 2),
			doubtMs: 500 + tookMs / 2,
		});
		return response;
	};
}

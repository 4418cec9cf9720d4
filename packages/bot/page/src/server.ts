import type { Snapshot } from '../../src/dashboard/Snapshot.js';

/** An answer that is not 2xx. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
	return answerOf(await fetch(path, { ...(signal && { signal }) }));
}

export async function post<T>(path: string): Promise<T> {
	return answerOf(await fetch(path, { method: 'POST' }));
}

async function answerOf<T>(response: Response): Promise<T> {
	if (response.status === 401) location.reload(); // the session is over, and the form asks for the token
	const body: unknown = await response.json().catch(() => ({}));
	if (response.ok) return body as T;
	const { error = `The bot answered with status ${response.status}.` } = body as { error?: string };
	throw new Refused(response.status, error);
}

/** Whether the page hears from the bot. */
export type Link = 'live' | 'lost';

/** A stream ends now and then, and the browser has the next one sooner than this. */
const LOST_MS = 4_000;

/** Hears a snapshot each second. The browser connects again by itself, unless it was refused. */
export function listen(onSnapshot: (snapshot: Snapshot) => void, onLink: (link: Link) => void): void {
	const source = new EventSource('/api/live');
	let timer = 0;
	source.addEventListener('snapshot', ({ data }) => {
		clearTimeout(timer);
		timer = 0;
		onLink('live');
		onSnapshot(JSON.parse(data) as Snapshot);
	});
	source.addEventListener('error', () => {
		timer ||= window.setTimeout(() => onLink('lost'), LOST_MS);
		if (source.readyState !== EventSource.CLOSED) return;
		// It was refused: too many pages, or the session is over, which a request finds out.
		setTimeout(() => {
			void get('/api/lists/none?from=0&count=1').catch(() => {});
			listen(onSnapshot, onLink);
		}, 5_000);
	});
}

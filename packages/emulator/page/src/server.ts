import type { PageNews } from '../../src/control/page/PageData.js';

const KEY = 'rollcall-token';
/** What stands before the token in the fragment. Other fragments are places in the page. */
const BEFORE = '#token=';
const AGAIN_MS = 1_000;
/** A page that is told nothing for so long is told nothing any more. */
const SILENT_MS = 30_000;

/** An answer that is not 2xx. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/**
 * The token from the fragment of the address, which no browser sends to anybody. It goes out of the address at once, so that nobody
 * copies it from there, and stays with this tab.
 */
function readToken(): string {
	if (location.hash.startsWith(BEFORE)) {
		sessionStorage.setItem(KEY, decoded(location.hash.slice(BEFORE.length)));
		history.replaceState(null, '', location.pathname);
	}
	return sessionStorage.getItem(KEY) ?? '';
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

let token = readToken();

// The address of a new emulator in the same place differs only there, and browsers do not load the page again for it.
addEventListener('hashchange', () => {
	if (!location.hash.startsWith(BEFORE)) return;
	readToken();
	location.reload();
});

/** Takes a token that somebody has typed, or the address that has it. */
export function setToken(given: string): void {
	token = decoded(given.trim().split(BEFORE).at(-1) ?? '');
	sessionStorage.setItem(KEY, token);
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the emulator. @throws Refused with its words */
export async function ask<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
	const response = await fetch(path, {
		method,
		headers: headers(),
		...(body !== undefined && { body: JSON.stringify(body) }),
		...(signal && { signal }),
	});
	const answer = (await response.json().catch(() => undefined)) as unknown;
	if (response.ok) return answer as T;
	const { error } = (answer ?? {}) as { error?: { message: string; cure?: string } };
	throw new Refused(
		response.status,
		error ? [error.message, error.cure].filter(Boolean).join(' ') : response.statusText,
	);
}

const headers = () => ({ authorization: `Bearer ${token}` });

/** Whether the page hears from the emulator. */
export type Link = 'live' | 'lost' | 'refused';

/**
 * Hears the news as long as the page is in sight, and connects again by itself. A browser has few connections for all tabs together, so
 * those out of sight give theirs back.
 */
export async function listen(onNews: (news: PageNews) => void, onLink: (link: Link) => void): Promise<never> {
	let after = 0;
	const note = (news: PageNews) => {
		after = news.lines.at(-1)?.n ?? after;
		onNews(news);
	};
	for (;;) {
		await inSight();
		const link = await hear(after, note, () => onLink('live')).catch(() => 'lost' as const);
		if (document.hidden) continue;
		onLink(link);
		await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
	}
}

function inSight(): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (document.hidden) return;
			document.removeEventListener('visibilitychange', look);
			resolve();
		};
		document.addEventListener('visibilitychange', look);
		look();
	});
}

async function hear(after: number, onNews: (news: PageNews) => void, onLive: () => void): Promise<Link> {
	const controller = new AbortController();
	const leave = () => void (document.hidden && controller.abort());
	document.addEventListener('visibilitychange', leave);
	try {
		return await hearUntil(controller, after, onNews, onLive);
	} finally {
		document.removeEventListener('visibilitychange', leave);
		controller.abort();
	}
}

async function hearUntil(
	controller: AbortController,
	after: number,
	onNews: (news: PageNews) => void,
	onLive: () => void,
): Promise<Link> {
	const response = await fetch(`/page/news?after=${after}`, { headers: headers(), signal: controller.signal });
	if (response.status === 401) return 'refused';
	if (!response.ok || !response.body) return 'lost';
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	for (;;) {
		const timer = setTimeout(() => controller.abort(), SILENT_MS);
		const { value, done } = await reader.read().finally(() => clearTimeout(timer));
		if (done) return 'lost';
		onLive();
		const events = (text + value).split('\n\n');
		text = events.pop() ?? '';
		for (const event of events) if (event.startsWith('data: ')) onNews(JSON.parse(event.slice(6)) as PageNews);
	}
}

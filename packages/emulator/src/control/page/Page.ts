import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Control } from '../Control.js';
import { Refused } from '../Refused.js';
import { PageFeed } from './PageFeed.js';
import { readPageFiles } from './pageFiles.js';

const ROOT = '/page/';

/** The page to look at: its files, which everybody may read who may call the API, and its news, which need the token. */
export class Page {
	readonly #files = readPageFiles();
	readonly #feed: PageFeed;

	constructor(control: Control) {
		this.#feed = new PageFeed(control);
	}

	/** Answers a request for a file of the page. Gives `false` if it is for something else. */
	serveFile({ method }: IncomingMessage, path: string, response: ServerResponse): boolean {
		if (method !== 'GET' && method !== 'HEAD') return false;
		if (path === '/page') {
			response.writeHead(308, { location: ROOT }).end();
			return true;
		}
		const file = this.#files.get(path);
		if (file) response.writeHead(200, { ...file.headers, 'content-length': file.body.length });
		else if (path === ROOT) throw new Refused(503, 'The page is not built.', 'Run npm run build in the repository.');
		else return false;
		response.end(method === 'HEAD' ? undefined : file.body);
		return true;
	}

	/** Whether a request is for the news. */
	isNews({ method }: IncomingMessage, path: string): boolean {
		return method === 'GET' && path === `${ROOT}news`;
	}

	/** Sends news until the page is gone. The caller has checked the token. */
	serveNews(search: string, response: ServerResponse): void {
		const after = Number(new URLSearchParams(search).get('after'));
		this.#feed.open(response, Number.isSafeInteger(after) ? after : 0);
	}

	close(): void {
		this.#feed.close();
	}
}

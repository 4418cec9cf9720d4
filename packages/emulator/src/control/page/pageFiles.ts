import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the page. A test runs the sources, and finds it in the same place. */
const BUILT = fileURLToPath(new URL('../../../dist/page/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** Nothing but the page's own files; pictures that it makes of the files of messages; and no text ever becomes markup. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' blob:",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join('; ');

/** What every file of the page comes with. */
const HEADERS = {
	'content-security-policy': POLICY,
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
} as const;

/** A file of the page. */
export interface PageFile {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** The files of the page by the path of their address: no path of a request ever becomes a path on the disk. */
export function readPageFiles(folder = BUILT): ReadonlyMap<string, PageFile> {
	return new Map(
		filesIn(folder).map((name) => {
			const isPage = name === 'index.html';
			const headers = {
				...HEADERS,
				'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
				'cache-control': isPage ? 'no-cache' : 'private, max-age=31536000, immutable',
			};
			return [isPage ? '/page/' : `/page/${name}`, { headers, body: readFileSync(join(folder, name)) }];
		}),
	);
}

function filesIn(folder: string): string[] {
	try {
		const found = readdirSync(folder, { recursive: true, withFileTypes: true });
		const files = found.filter((entry) => entry.isFile() && extname(entry.name) in TYPES);
		return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length).replaceAll('\\', '/'));
	} catch {
		// Nothing is built yet: everything else works without the page.
		return [];
	}
}

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** Where `npm run build` puts the page. A test runs the sources, and finds it in the same place. */
const BUILT = fileURLToPath(new URL('../../../dist/page/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** A route for each file of the page: no path of a request ever becomes a path on the disk. */
export function addPageFiles(server: FastifyInstance, folder = BUILT): void {
	for (const name of filesIn(folder)) {
		const body = readFileSync(join(folder, name));
		const isPage = name === 'index.html';
		server.get(isPage ? '/' : `/${name}`, (_, reply) =>
			reply
				.type(TYPES[extname(name)] ?? 'application/octet-stream')
				.header('cache-control', isPage ? 'no-cache' : 'private, max-age=31536000, immutable')
				.send(body),
		);
	}
}

function filesIn(folder: string): string[] {
	try {
		const found = readdirSync(folder, { recursive: true, withFileTypes: true });
		const files = found.filter((entry) => entry.isFile() && extname(entry.name) in TYPES);
		return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length).replaceAll('\\', '/'));
	} catch {
		// Nothing is built yet: the probes and the metrics work without the page.
		return [];
	}
}

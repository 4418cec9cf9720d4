import { apiErrors } from './errors/index.js';
import { findOperation } from './operations/index.js';
import { PathRouter } from './paths/index.js';
import { createRoutes, type Route } from './routes/index.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const VERSIONS = ['9', '10'];

/** The route of a request, and the parameters in its path. */
export interface RoutedRequest {
	readonly route: Route;
	readonly params: Readonly<Record<string, string | undefined>>;
	/** The path after `/api/v10`. */
	readonly path: string;
	readonly query: URLSearchParams;
}

/** Finds the route of a request, or refuses the request as Discord does. */
export class Routing {
	readonly #router = new PathRouter<Route>();

	constructor(routes: readonly Route[] = createRoutes()) {
		for (const route of routes) this.#router.on(route.method, route.path, route);
	}

	/**
	 * @throws ApiError 404 for an unknown path, 405 for a known one with another method, 501 for an operation that only
	 * Discord has, 400 for another version or no path.
	 */
	find(method: string, url: string): RoutedRequest {
		// A client may send a text that is not a URL, so none is made of it.
		const [pathname = '', ...queries] = url.split('?');
		if (!pathname.startsWith('/')) throw apiErrors.badRequest();
		const searchParams = new URLSearchParams(queries.join('?'));
		const path = withoutVersion(pathname);
		const found = this.#router.find(method, path);
		if (found) return { route: found.value, params: found.params, path, query: searchParams };
		const operation = findOperation(method, path);
		if (operation) throw apiErrors.notImplemented(operation);
		const isKnown = METHODS.some((other) => this.#router.find(other, path) ?? findOperation(other, path));
		throw isKnown ? apiErrors.methodNotAllowed() : apiErrors.notFound();
	}
}

/** Both `/api/v10/…` and `/api/…` are the API. Other versions are refused. */
function withoutVersion(pathname: string): string {
	const match = /^\/api(?:\/v(\d+))?(\/.*)$/.exec(pathname);
	if (!match) throw apiErrors.notFound();
	if (match[1] !== undefined && !VERSIONS.includes(match[1])) throw apiErrors.invalidVersion();
	return match[2] as string;
}

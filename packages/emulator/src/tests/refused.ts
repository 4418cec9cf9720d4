import { ApiError } from '../rest/errors/index.js';

/** The refusals of a check as `path[CODE]: message`, as clients print them, for tests. */
export function refused(check: () => void): string[] {
	try {
		check();
		return [];
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return [...leaves((error.body as { errors: object }).errors)];
	}
}

function* leaves(node: object, path: readonly string[] = []): Generator<string> {
	for (const [name, value] of Object.entries(node)) {
		if (name === '_errors') for (const { code, message } of value) yield `${path.join('.')}[${code}]: ${message}`;
		else yield* leaves(value, [...path, name]);
	}
}

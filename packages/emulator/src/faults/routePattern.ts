const METHOD_AND_PATH = /^(?:([A-Z]+) )?(\/[^\s?]*[^\s?/]|\/)\/?$/;

/** Whether a text is a path without `/api/v10`, perhaps after a method. */
export const isRoutePath = (text: string): boolean => METHOD_AND_PATH.test(text);

/** A pattern for `METHOD /path` of a request. In a path, `:name` is any one step. */
export function routePattern(text: string): RegExp {
	const [, method = '[A-Z]+', steps = ''] = METHOD_AND_PATH.exec(text) ?? [];
	const escaped = steps.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
	return new RegExp(`^${method} ${escaped}/?$`);
}

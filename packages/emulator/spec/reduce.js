/** Reduces Discord's OpenAPI specification to what the tests need: every operation, and the schemas of its responses. */
import { readFileSync, writeFileSync } from 'node:fs';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Usage: node reduce.js <path of openapi.json>');
const whole = JSON.parse(readFileSync(source, 'utf8'));

/** Without texts, which no check needs. */
function withoutTexts(value) {
	if (Array.isArray(value)) return value.map(withoutTexts);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([key, text]) => key !== 'description' || typeof text !== 'string');
	return Object.fromEntries(kept.map(([key, inner]) => [key, withoutTexts(inner)]));
}

function* referencesIn(value) {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		if (key === '$ref') yield inner;
		else yield* referencesIn(inner);
	}
}

function reduceResponse({ $ref, content = {} }) {
	if ($ref !== undefined) return { $ref };
	const kinds = Object.entries(content).map(([kind, { schema }]) => [kind, { schema: withoutTexts(schema) }]);
	return kinds.length === 0 ? {} : { content: Object.fromEntries(kinds) };
}

const paths = {};
const operations = [];
for (const [path, methods] of Object.entries(whole.paths)) {
	for (const method of METHODS.filter((name) => name in methods)) {
		const { operationId, responses } = methods[method];
		const reduced = Object.entries(responses).map(([status, response]) => [status, reduceResponse(response)]);
		paths[path] = { ...paths[path], [method]: { operationId, responses: Object.fromEntries(reduced) } };
		operations.push([operationId, `${method.toUpperCase()} ${path}`]);
	}
}

const components = {};
const waiting = [...referencesIn(paths), '#/components/schemas/ErrorResponse'];
for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
	const [, , kind, name] = reference.split('/');
	components[kind] ??= {};
	if (name in components[kind]) continue;
	const { headers: _, ...component } = withoutTexts(whole.components[kind][name]);
	components[kind][name] = component;
	waiting.push(...referencesIn(component));
}

const { openapi, info } = whole;
const reduced = {
	openapi,
	info: { title: info.title, version: info.version, license: info.license },
	paths,
	components,
};
writeFileSync(new URL('responses.json', import.meta.url), `${JSON.stringify(reduced)}\n`);
const lines = operations.sort(([one], [other]) => (one < other ? -1 : 1)).map(([id, place]) => `\t${id}: '${place}',`);
writeFileSync(
	new URL('../src/rest/operations/operations.ts', import.meta.url),
	`/** Every operation of Discord's API by its id: its method and its path. \`spec/reduce.js\` writes it. */
export const operations = {
${lines.join('\n')}
} as const satisfies Readonly<Record<string, string>>;
`,
);

import * as z from '../bundled/zod.js';
import type { ControlRoute } from './Route.js';
import { controlRoutes } from './routes/index.js';
import { errorAnswer } from './schemas/answers.js';

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
	return rest;
};

const content = (schema: Json) => ({ content: { 'application/json': { schema } } });

/** The description of the control API: OpenAPI 3.1, made of the schemas that check each request. */
export function describeControl(url: string, routes: readonly ControlRoute[] = controlRoutes): Json {
	const paths: Record<string, Json> = {};
	for (const route of routes) {
		const path = paths[route.path] ?? {};
		paths[route.path] = path;
		path[route.method.toLowerCase()] = describeRoute(route);
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'rollcall-emulator: control',
			version: '1',
			description:
				'Everything that the emulator can do, over HTTP on loopback. Each error says what is wrong, and what to do.',
		},
		servers: [{ url }],
		security: [{ token: [] }],
		paths,
		components: {
			securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
			schemas: { Error: jsonSchema(errorAnswer, 'output') },
		},
	};
}

function describeRoute({ name, summary, tag, isPublic, params, query, body, answer }: ControlRoute): Json {
	const parameters = [...parametersOf('path', params), ...parametersOf('query', query)];
	const error = { description: 'What is wrong, and what to do.', ...content({ $ref: '#/components/schemas/Error' }) };
	return {
		operationId: name,
		summary,
		tags: [tag],
		...(isPublic && { security: [] }),
		...(parameters.length > 0 && { parameters }),
		...(body && { requestBody: { required: !body.safeParse({}).success, ...content(jsonSchema(body, 'input')) } }),
		responses: {
			...(answer
				? { 200: { description: 'Done.', ...content(jsonSchema(answer, 'output')) } }
				: { 204: { description: 'Done.' } }),
			default: error,
		},
	};
}

function parametersOf(where: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
	if (!schema) return [];
	const { properties = {}, required = [] } = jsonSchema(schema, 'output') as {
		properties?: Record<string, Json>;
		required?: string[];
	};
	const inInput = where === 'query' ? schema.safeParse({}).success : false;
	return Object.entries(properties).map(([name, { description, ...type }]) => ({
		name,
		in: where,
		required: where === 'path' || (required.includes(name) && !inInput && type.default === undefined),
		...(description !== undefined && { description }),
		schema: type,
	}));
}

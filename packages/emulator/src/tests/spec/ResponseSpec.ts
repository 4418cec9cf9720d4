import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { findOperation, type OperationId, operations } from '../../rest/operations/index.js';

type Json = Readonly<Record<string, unknown>>;

interface Response {
	readonly $ref?: string;
	readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

interface Document {
	readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Response> }>>>>;
	readonly components: {
		readonly responses: Readonly<Record<string, Response>>;
		readonly schemas: Record<string, Json>;
	};
}

const document = JSON.parse(readFileSync(new URL('../../../spec/responses.json', import.meta.url), 'utf8')) as Document;

/** Where Discord's documentation says otherwise than the specification, and clients rely on it. */
const schemas = document.components.schemas as Record<string, { properties: Record<string, object> }>;
// The codes of fields are words, such as BASE_TYPE_REQUIRED.
Object.assign(schemas.InnerErrors?.properties ?? {}, {
	_errors: {
		type: 'array',
		items: {
			type: 'object',
			properties: { code: { type: 'string' }, message: { type: 'string' } },
			required: ['code'],
		},
	},
});
// Guests have no date of joining.
for (const name of ['GuildMemberResponse', 'BasicGuildMemberResponse', 'PrivateGuildMemberResponse'])
	Object.assign(schemas[name]?.properties ?? {}, { joined_at: { type: ['string', 'null'], format: 'date-time' } });
/** The operations that Discord has, and the specification lacks: the first is documented, the second is not. */
const others = [/^GET \/applications\/\d+\/skus$/, /^POST \/guilds\/\d+\/members-search$/];

const inRange = (max: bigint) => (value: number) =>
	Number.isInteger(value) && BigInt(value) < max && BigInt(value) >= -max;
const ajv = new Ajv2020({
	strict: false,
	allErrors: true,
	formats: {
		snowflake: /^(?:0|[1-9]\d*)$/,
		nonce: true,
		double: true,
		'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
		uri: (text: string) => URL.canParse(text),
		int32: { type: 'number', validate: inRange(2n ** 31n) },
		int64: { type: 'number', validate: inRange(2n ** 63n) },
	},
}).addSchema(document, 'discord');

/** An answer to be checked. */
interface Answer {
	readonly method: string;
	/** The path after the version, without a query. */
	readonly path: string;
	readonly status: number;
	readonly body: unknown;
}

const validators = new Map<Json, ValidateFunction>();

/** Says what Discord's specification has against an answer. */
export function problemsOf({ method, path, status, body }: Answer): string[] {
	const at = `${status} of ${method} ${path}`;
	if (status === 501) return [];
	if (status >= 500) return [`${at} is an error of the emulator: ${JSON.stringify(body)}`];
	const response = responseOf(findOperation(method, path), status);
	if (!response && others.some((pattern) => pattern.test(`${method} ${path}`))) return [];
	if (!response) return [`${at}: the specification does not have this status`];
	const schema = response.content?.['application/json']?.schema;
	if (!schema || body === undefined)
		return Boolean(schema) === (body !== undefined) ? [] : [`${at} has ${body === undefined ? 'no' : 'a'} body`];
	const validate = validatorOf(schema);
	if (validate(JSON.parse(JSON.stringify(body)))) return [];
	const errors = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
	return [`${at}: ${[...new Set(errors)].slice(0, 12).join('; ')}`];
}

/** The response of an operation with a status. An unknown path has the response of an error. */
function responseOf(operation: OperationId | undefined, status: number): Response | undefined {
	const [method = '', path = ''] = operation ? operations[operation].split(' ') : [];
	const error = { '4XX': { $ref: '#/components/responses/ClientErrorResponse' } };
	const responses: Readonly<Record<string, Response>> = operation
		? (document.paths[path]?.[method.toLowerCase()]?.responses ?? {})
		: error;
	const response = responses[status] ?? (status >= 400 ? responses['4XX'] : undefined);
	return response?.$ref ? document.components.responses[response.$ref.split('/').at(-1) ?? ''] : response;
}

function validatorOf(schema: Json): ValidateFunction {
	const known = validators.get(schema);
	if (known) return known;
	const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"discord#/')) as Json);
	validators.set(schema, validate);
	return validate;
}

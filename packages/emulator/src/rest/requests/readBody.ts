import type { IncomingMessage } from 'node:http';
import { apiErrors } from '../errors/index.js';

const MAX_BYTES = 26_214_400;

/** A file that came with a request. */
export interface UploadedFile {
	readonly field: string;
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** What came with a request: its JSON, and its files when it was a form. */
export interface RequestBody {
	readonly json: unknown;
	readonly files: readonly UploadedFile[];
}

/** Reads JSON, or a multipart form whose `payload_json` holds the JSON. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
	const bytes = await readBytes(request);
	const type = request.headers['content-type'] ?? '';
	if (bytes.length === 0) return { json: undefined, files: [] };
	if (type.startsWith('multipart/form-data')) return readForm(bytes, type);
	return { json: parse(bytes.toString('utf8')), files: [] };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of request as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > MAX_BYTES) throw apiErrors.tooLarge();
		parts.push(part);
	}
	return Buffer.concat(parts);
}

async function readForm(bytes: Buffer, type: string): Promise<RequestBody> {
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
		throw apiErrors.badRequest();
	});
	const files: UploadedFile[] = [];
	const fields: Record<string, string> = {};
	for (const [field, value] of form) {
		if (typeof value === 'string') fields[field] = value;
		else files.push({ field, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
	}
	const { payload_json, ...rest } = fields;
	return { json: payload_json === undefined ? rest : parse(payload_json), files };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw apiErrors.invalidJson();
	}
}

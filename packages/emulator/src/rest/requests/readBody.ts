import type { IncomingMessage } from 'node:http';
import { readJson } from '../../json/index.js';
import { apiErrors } from '../errors/index.js';
import { type FormFields, readForm, readUrlEncoded, type UploadedFile } from './readForm.js';

const MAX_BYTES = 26_214_400;

/** The body of a request: its JSON, and the fields and files of a form. */
export interface RequestBody {
	readonly json: unknown;
	/** The fields as text. The route gives them their types. */
	readonly fields: FormFields;
	readonly files: readonly UploadedFile[];
}

/** Reads JSON, or a form of either kind. `payload_json` of a form holds JSON. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
	const bytes = await readBytes(request);
	const type = request.headers['content-type'] ?? '';
	const [kind] = type.toLowerCase().split(';', 1);
	if (bytes.length === 0) return { json: undefined, fields: {}, files: [] };
	if (kind?.trim() === 'multipart/form-data') return withPayload(readForm(bytes, type));
	if (kind?.trim() === 'application/x-www-form-urlencoded') return withPayload(readUrlEncoded(bytes.toString('utf8')));
	return { json: parse(bytes.toString('utf8')), fields: {}, files: [] };
}

/** Goes on reading if there is too much. Otherwise a client that still sends would lose the answer with the socket. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let size = Number(request.headers['content-length'] ?? 0) > MAX_BYTES ? MAX_BYTES + 1 : 0;
		const refuse = () => {
			parts.length = 0;
			reject(apiErrors.tooLarge());
		};
		if (size > 0) refuse();
		request.on('data', (part: Buffer) => {
			size += part.length;
			if (size > MAX_BYTES) refuse();
			else parts.push(part);
		});
		request.once('end', () => resolve(Buffer.concat(parts)));
		request.once('error', () => reject(apiErrors.badRequest()));
	});
}

function withPayload({ fields, files }: Pick<RequestBody, 'fields' | 'files'>): RequestBody {
	const { payload_json, ...rest } = fields;
	const payload = [payload_json].flat().at(-1);
	return { json: payload === undefined ? undefined : parse(payload), fields: rest, files };
}

function parse(text: string): unknown {
	try {
		return readJson(text);
	} catch {
		throw apiErrors.invalidJson();
	}
}

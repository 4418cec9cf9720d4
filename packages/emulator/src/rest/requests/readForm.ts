import { apiErrors } from '../errors/index.js';
import type { TextField } from '../forms/index.js';
import { readMultipart } from './readMultipart.js';

/** A file that came with a request. */
export interface UploadedFile {
	readonly field: string;
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** The fields of a form by their names. */
export type FormFields = Readonly<Record<string, TextField>>;

/** Reads a multipart form. Some clients send its JSON as if it were a file. */
export function readForm(body: Buffer, type: string): { fields: FormFields; files: UploadedFile[] } {
	const parts = readMultipart(body, type);
	if (!parts) throw apiErrors.badRequest();
	const files: UploadedFile[] = [];
	const texts: [string, string][] = [];
	for (const { field, filename, type: fileType, bytes } of parts) {
		if (filename === undefined || field === 'payload_json') texts.push([field, bytes.toString('utf8')]);
		else files.push({ field, name: filename, type: fileType, bytes: new Uint8Array(bytes) });
	}
	return { fields: gather(texts), files };
}

/** Reads an `application/x-www-form-urlencoded` form. */
export function readUrlEncoded(text: string): { fields: FormFields; files: UploadedFile[] } {
	return { fields: gather(new URLSearchParams(text)), files: [] };
}

/** A field that comes several times is a list. */
function gather(texts: Iterable<readonly [string, string]>): FormFields {
	const fields = new Map<string, TextField>();
	for (const [name, value] of texts) {
		const before = fields.get(name);
		fields.set(name, before === undefined ? value : [before, value].flat());
	}
	return Object.fromEntries(fields);
}

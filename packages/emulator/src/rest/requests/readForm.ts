import { apiErrors } from '../errors/index.js';
import type { TextField } from '../forms/index.js';

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
export async function readForm(bytes: Buffer, type: string): Promise<{ fields: FormFields; files: UploadedFile[] }> {
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
		throw apiErrors.badRequest();
	});
	const files: UploadedFile[] = [];
	const texts: [string, string][] = [];
	for (const [field, value] of form) {
		if (typeof value === 'string') texts.push([field, value]);
		else if (field === 'payload_json') texts.push([field, await value.text()]);
		else files.push({ field, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
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

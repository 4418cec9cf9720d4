/** One part of a multipart body. */
export interface Part {
	readonly field: string;
	/** Absent if the field is not a file. */
	readonly filename: string | undefined;
	readonly type: string;
	readonly bytes: Buffer;
}

const CRLF = '\r\n';
/** A parameter of a header: `name=a`, `name="a b"`, or `name*=utf-8''a%20b`. */
const PARAMETER =
	/;\s*(?<key>[\w-]+)(?<isExtended>\*)?\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\[\s\S])*)"|(?<plain>[^\s;"]*))/g;

/**
 * Reads the parts of a `multipart/form-data` body; gives `undefined` if it is not one. Clients write them in many ways.
 * Node's own `formData` refuses some: names without quotes, `filename*`, text before the first part. The library busboy
 * drops a part whose `filename*` is malformed, and keeps the `%22` that browsers and undici write for a quote.
 */
export function readMultipart(body: Buffer, contentType: string): Part[] | undefined {
	const boundary = parameters(contentType).get('boundary');
	if (!boundary) return undefined;
	// The first boundary may begin the body. Every other one follows a line.
	const bytes = Buffer.concat([Buffer.from(CRLF), body]);
	const delimiter = Buffer.from(`${CRLF}--${boundary}`);
	const parts: Part[] = [];
	for (let at = bytes.indexOf(delimiter); at >= 0; ) {
		const start = at + delimiter.length;
		if (bytes.toString('latin1', start, start + 2) === '--') return parts;
		at = bytes.indexOf(delimiter, start);
		const part = at < 0 ? undefined : readPart(bytes.subarray(start, at));
		if (!part) return undefined;
		parts.push(part);
	}
	return undefined;
}

function readPart(bytes: Buffer): Part | undefined {
	const end = bytes.indexOf(CRLF + CRLF);
	if (end < 0) return undefined;
	const headers = readHeaders(bytes.toString('utf8', 0, end));
	const disposition = parameters(headers.get('content-disposition') ?? '');
	const field = disposition.get('name');
	if (field === undefined) return undefined;
	return {
		field,
		filename: disposition.get('filename'),
		type: headers.get('content-type') ?? '',
		bytes: bytes.subarray(end + 2 * CRLF.length),
	};
}

function readHeaders(text: string): ReadonlyMap<string, string> {
	const lines = text.split(CRLF).map((line) => line.split(':'));
	return new Map(lines.map(([name = '', ...value]) => [name.trim().toLowerCase(), value.join(':').trim()]));
}

/** The parameters of a header by their names. An encoded one replaces the plain one of the same name. */
function parameters(header: string): ReadonlyMap<string, string> {
	const found = [...header.matchAll(PARAMETER)].map(({ groups = {} }) => ({
		key: groups.key?.toLowerCase() ?? '',
		isExtended: groups.isExtended !== undefined,
		value: withoutEscapes(groups.quoted) ?? groups.plain ?? '',
	}));
	const ordered = found.toSorted((a, b) => Number(a.isExtended) - Number(b.isExtended));
	return new Map(ordered.map(({ key, isExtended, value }) => [key, isExtended ? decode(value) : value]));
}

/** Some clients write quotes and ends of lines with a backslash, others in the way of browsers. */
function withoutEscapes(quoted: string | undefined): string | undefined {
	return quoted?.replace(/\\([\s\S])/g, '$1').replace(/%(?:22|0[ad])/gi, decodeURIComponent);
}

/** Reads `utf-8''%ed%95%9c`, the form of RFC 5987. */
function decode(value: string): string {
	try {
		return decodeURIComponent(value.replace(/^[\w-]*'[^']*'/, ''));
	} catch {
		return value;
	}
}

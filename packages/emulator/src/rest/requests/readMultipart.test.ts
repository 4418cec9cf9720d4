import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMultipart } from './readMultipart.js';

const type = (boundary: string) => `multipart/form-data; boundary=${boundary}`;
const read = (headers: string, contentType = type('x'), before = '') =>
	readMultipart(Buffer.from(`${before}--x\r\n${headers}\r\n\r\nhi\r\n--x--\r\n`), contentType)?.map(
		({ field, filename, bytes }) => [field, filename, `${bytes}`],
	);

describe('a multipart body', () => {
	it('is read as it was written, with any bytes in its parts', async () => {
		const part = fc.record({
			field: fc.stringMatching(/^[\w[\]-]{1,9}$/),
			filename: fc.option(fc.stringMatching(/^[\w가-힣 .'()"-]{1,20}$/), { nil: undefined }),
			bytes: fc.uint8Array({ maxLength: 200 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
				const form = new FormData();
				const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
				for (const { field, filename, bytes } of parts)
					if (filename === undefined) form.append(field, text(bytes));
					else form.append(field, new Blob([new Uint8Array(bytes)]), filename);
				const written = new Response(form);
				const contentType = written.headers.get('content-type') ?? '';
				const got = readMultipart(Buffer.from(await written.arrayBuffer()), contentType);
				expect(got?.map(({ field, filename, bytes }) => ({ field, filename, bytes: text(bytes) }))).toEqual(
					parts.map(({ field, filename, bytes }) => ({
						field,
						filename,
						bytes: text(filename === undefined ? Buffer.from(text(bytes)) : bytes),
					})),
				);
			}),
			{ numRuns: 100 },
		);
	});

	it.each<[string, string, string | undefined, string]>([
		['names without quotes', 'Content-Disposition: form-data; name=f; filename=a.txt', 'a.txt', ''],
		[
			'a name beside its encoded form',
			`content-disposition: form-data; name="f"; filename="_"; filename*=utf-8''%ed%95%9c`,
			'한',
			'',
		],
		[
			'the encoded form first',
			`content-disposition: form-data; name="f"; filename*=utf-8''%ed%95%9c; filename="_"`,
			'한',
			'',
		],
		['a malformed encoded form', `content-disposition: form-data; name="f"; filename*=utf-8''%zz`, "utf-8''%zz", ''],
		['quotes in quotes', 'Content-Disposition: form-data; name="f"; filename="a\\"b;c.txt"', 'a"b;c.txt', ''],
		[
			'headers in any order, and further ones',
			'Content-Length: 2\r\nContent-Disposition: form-data; size=2; name="f"',
			undefined,
			'',
		],
		['text before the first part', 'Content-Disposition: form-data; name="f"', undefined, 'hello\r\n'],
	])('may have %s', (_, headers, filename, before) => {
		expect(read(headers, type('x'), before)).toEqual([['f', filename, 'hi']]);
	});

	it.each(['Multipart/Form-Data; Boundary="x"', 'multipart/form-data; charset=utf-8;boundary=x', type('x')])(
		'may be announced as %s',
		(contentType) => {
			expect(read('Content-Disposition: form-data; name="f"', contentType)).toHaveLength(1);
		},
	);

	it('is refused without a boundary, a name, an end of its headers or its own end', () => {
		expect(read('Content-Disposition: form-data; name="f"', 'multipart/form-data')).toBeUndefined();
		expect(read('Content-Disposition: form-data')).toBeUndefined();
		for (const text of ['', '--x', '--x\r\nno end', '--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nhi'])
			expect(readMultipart(Buffer.from(text), type('x'))).toBeUndefined();
		expect(readMultipart(Buffer.from('--x--'), type('x'))).toEqual([]);
	});
});

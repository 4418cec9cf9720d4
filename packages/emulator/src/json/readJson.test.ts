import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './readJson.js';

const id = fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n });
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', '1234567890123456789', ',', ' ') }),
);
const plain = fc.oneof(
	anyText,
	fc.maxSafeInteger(),
	fc
		.double({ noNaN: true, noDefaultInfinity: true })
		.filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
	fc.boolean(),
	fc.constant(null),
);
const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'small' },
		fc.oneof(plain, id),
		fc.array(tie('tree'), { maxLength: 5 }),
		fc.dictionary(anyText, tie('tree'), { maxKeys: 5 }),
	),
}));

/** Writes JSON with bare integers for bigints, which `JSON.stringify` cannot. */
function write(value: unknown, space: string): string {
	if (typeof value === 'bigint') return `${value}`;
	if (Array.isArray(value)) return `[${value.map((each) => space + write(each, space) + space).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const fields = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}${space}:${write(each, space)}`);
	return `{${fields.join(`${space},`)}}`;
}

const asText = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)));

describe('JSON that comes from a client', () => {
	it('is read as by JSON.parse, with each digit of each id', () => {
		fc.assert(
			fc.property(tree, fc.constantFrom('', ' ', '\n\t'), (value, space) => {
				expect(readJson(write(value, space))).toEqual(asText(value));
			}),
			{ numRuns: 500 },
		);
	});

	it('is refused wherever JSON.parse refuses it', () => {
		const piece = fc.constantFrom(
			'"',
			'\\',
			'{',
			'}',
			'[',
			']',
			':',
			',',
			'1234567890123456789',
			'0',
			'-',
			'.',
			'e1',
			' ',
		);
		const refuses = (read: (text: string) => unknown, text: string) => {
			try {
				read(text);
				return false;
			} catch (error) {
				return error instanceof SyntaxError;
			}
		};
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				expect(refuses(readJson, pieces.join(''))).toBe(refuses(JSON.parse, pieces.join('')));
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		['9007199254740991', 2 ** 53 - 1],
		['9007199254740993', '9007199254740993'],
		['-1234567890123456789', Number('-1234567890123456789')],
		['1234567890123456789.5', Number('1234567890123456789.5')],
		['1234567890123456789e2', Number('123456789012345678900')],
		['"1234567890123456789\\""', '1234567890123456789"'],
	])('%s is %j', (text, value) => {
		expect(readJson(text)).toBe(value);
	});

	it('is nested a hundred deep at most', () => {
		const nested = (depth: number) => '{"a":['.repeat(depth / 2) + ']}'.repeat(depth / 2);
		expect(() => readJson(nested(100))).not.toThrow();
		for (const depth of [102, 1_000_000]) expect(() => readJson(nested(depth))).toThrow(SyntaxError);
		expect(readJson(JSON.stringify('['.repeat(1000)))).toHaveLength(1000);
	});

	it('takes the last of several values of one name, and `__proto__` as a plain name', () => {
		expect(readJson('{"a":1,"a":12345678901234567}')).toEqual({ a: '12345678901234567' });
		expect(Object.keys(readJson('{"__proto__":1}') as object)).toEqual(['__proto__']);
	});
});

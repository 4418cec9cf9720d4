import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import pretty from 'pino-pretty';
import { expect, it } from 'vitest';
import { createLogger } from './createLogger.js';
import { escapesAsWritten } from './inertLines.js';

const environment = { logLevel: 'info', dashboard: { host: '::1', port: 0 } } as const;
const obeyed = fc.constantFrom(...'\u001b\u009b\u007f\u0085\u202e\u2066\u2028\u200b\ufeff\\un"a\n');
const words = fc
	.array(fc.oneof(obeyed, fc.string({ unit: 'binary' })), { maxLength: 12 })
	.map((parts) => parts.join(''));

it('A line of the log says what was logged, and nothing in it can steer its reader', () => {
	fc.assert(
		fc.property(words, (text) => {
			const lines: string[] = [];
			const logger = createLogger(environment, { write: (line) => void lines.push(line) });
			logger.info({ err: new Error(text), role: text }, text);
			const [line = ''] = lines;
			expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
			const said = text.replace(/\p{Cs}/gu, '\ufffd');
			expect(JSON.parse(line)).toMatchObject({ msg: said, role: said, err: { message: said } });
		}),
	);
});

it('On a terminal a name cannot colour, erase or reorder the text', () => {
	const shown: string[] = [];
	const terminal = new PassThrough();
	terminal.on('data', (bytes) => shown.push(String(bytes)));
	const lines = escapesAsWritten(pretty({ destination: terminal, sync: true, colorize: false }));
	createLogger(environment, lines).info(
		{ role: '\u001b[2J\u009b\u202e\r' },
		'Ready as \u001b[31mred\u0007 \\u001b "x"',
	);
	expect(shown.join('')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
	expect(shown.join('')).toContain('Ready as \\u001b[31mred\\u0007 \\u001b "x"');
});

import { expect, it } from 'vitest';
import { StartError } from './index.js';

it('A StartError that quotes an answer contains no control characters', () => {
	const cause = new Error('the answer');
	const error = new StartError('It answers "\u001b[2J\u009b\u202e\r".\n- Check it.', { cause });
	expect(error.message).toBe('It answers "\ufffd[2J\ufffd\ufffd\ufffd".\n- Check it.');
	expect(error.cause).toBe(cause);
});

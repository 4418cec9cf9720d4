import { expect, it } from 'vitest';
import { explainAnswer } from './explainAnswer.js';

it('An answer that does not come is named as such', () => {
	const error = new DOMException('This operation was aborted', 'AbortError');
	expect(explainAnswer(error, 'The bot').message).toBe(
		'The bot could not be read: no answer came in time. Check the network, a proxy and --api.',
	);
});

import { expect, it } from 'vitest';
import { explainFailure } from './explainFailure.js';

it('names the owner, and not the folder, if a file of another user cannot be made private', () => {
	// Made by hand, since root, under which many tests run, may change every file.
	const error = Object.assign(new Error('EPERM: operation not permitted, chmod'), { code: 'EPERM', syscall: 'chmod' });
	const { message } = explainFailure('/data/bot.db', error);
	expect(message).toContain('give it to that user (chown)');
	expect(message).not.toContain('DATABASE_PATH');
});

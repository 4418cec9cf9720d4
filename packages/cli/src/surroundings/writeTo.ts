import { CommandError, codeOf } from '../errors/index.js';
import type { Output } from './Surroundings.js';

const CAUSES: Readonly<Record<string, string>> = {
	EPIPE: 'its reader has closed it',
	ENOSPC: 'the disk is full',
};

/** Writes, and resolves when the output has taken it, so that nothing piles up in memory before a slow reader. */
export function writeTo(output: Output, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		output.write(text, (error) => (error ? reject(explained(error)) : resolve()));
	});
}

function explained(error: Error): Error {
	const code = codeOf(error);
	if (code === undefined) return error;
	const why = CAUSES[code] ?? 'the system refuses';
	const message = `stdout could not be written: ${why} (${code}). The output is not whole.`;
	return new CommandError(message, undefined, { cause: error });
}

import { CommandError, codeOf } from '../errors/index.js';
import { harmlessLines, type Output, writeTo } from '../surroundings/index.js';
import type { Target } from './Target.js';

/** Standard output. On a terminal, names cannot command it. */
export class StreamTarget implements Target {
	constructor(private readonly output: Output) {}

	async write(text: string): Promise<void> {
		if (text === '') return;
		const shown = this.output.isTTY ? harmlessLines(text) : text;
		await writeTo(this.output, shown).catch((error: unknown) => {
			throw explained(error);
		});
	}

	async finish(): Promise<void> {}

	async discard(): Promise<void> {}
}

function explained(error: unknown): unknown {
	const code = codeOf(error);
	if (code === undefined) return error;
	const why =
		code === 'EPIPE' ? 'its reader has closed it' : code === 'ENOSPC' ? 'the disk is full' : 'the system refuses';
	return new CommandError(
		`The list could not be written to stdout: ${why} (${code}). What was written is not the whole list.`,
		undefined,
		{
			cause: error,
		},
	);
}

/** What the exit codes mean. */
export const EXIT = {
	/** Done, and the list is complete. */
	complete: 0,
	failed: 1,
	wrongUsage: 2,
	/** Written, but not complete. */
	incomplete: 3,
	/** `diff` found changes. */
	different: 4,
	interrupted: 130,
} as const;

/** An end of a command that its user is told in one message, without a stack. */
export class CommandError extends Error {
	/** @param message - what happened, then what to do */
	constructor(
		message: string,
		readonly exitCode: number = EXIT.failed,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** The arguments are wrong, which shows without asking Discord. */
export function wrongUsage(message: string): CommandError {
	return new CommandError(message, EXIT.wrongUsage);
}

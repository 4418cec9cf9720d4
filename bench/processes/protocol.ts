/** The commands of a process: each has a name, options and an answer. */
export type CommandSet<Commands> = { [Name in keyof Commands]: (options: never) => unknown };

/** The answer of a command. */
export type Answered<Commands extends CommandSet<Commands>, Name extends keyof Commands> = Awaited<
	ReturnType<Commands[Name]>
>;

/** One command on its way to the process. */
export interface CommandMessage {
	readonly id: number;
	readonly name: string;
	readonly options: unknown;
}

/** Its answer on the way back. */
export interface AnswerMessage {
	readonly id: number;
	readonly answer?: unknown;
	readonly error?: string;
}

import type { AnswerMessage, CommandMessage, CommandSet } from './protocol.js';

/** How a process answers each of its commands. */
export type Handlers<Commands extends CommandSet<Commands>> = {
	[Name in keyof Commands]: (
		...args: Parameters<Commands[Name]>
	) => ReturnType<Commands[Name]> | Promise<ReturnType<Commands[Name]>>;
};

/** Answers the commands of the process that started this one, and ends with it. */
export function serve<Commands extends CommandSet<Commands>>(handlers: Handlers<Commands>): void {
	const byName = new Map<string, (options: never) => unknown>(Object.entries(handlers));
	process.on('message', async ({ id, name, options }: CommandMessage) => {
		process.send?.(await answer(id, () => byName.get(name)?.(options as never)));
	});
	process.on('disconnect', () => process.exit());
}

async function answer(id: number, handle: () => unknown): Promise<AnswerMessage> {
	try {
		return { id, answer: await handle() };
	} catch (error) {
		return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}

import type { CommandBook } from '../interactions/index.js';
import type { DemoCall } from '../interfaces/Command.js';

interface Described {
	readonly name: string;
	readonly description?: string;
	readonly options?: readonly Described[];
}

/** The description that Discord shows beside the command, or beside its subcommand. */
export function purposeOf({ command }: DemoCall, book: CommandBook): string {
	const [name = '', ...words] = command.split(' ');
	let found = book.named(name)?.data as Described | undefined;
	for (const word of words) found = found?.options?.find((option) => option.name === word);
	return found?.description ?? '';
}

import type { Command } from '../../interfaces/Command.js';
import { aCommand } from '../../tests/aCommand.js';
import { type Stage, type StartBotOptions, startBot } from '../../tests/startBot.js';

/** A bot with a command `/try` made of these parts. */
export function startWith(command: Partial<Command>, options: StartBotOptions = {}): Promise<Stage> {
	return startBot({ ...aCommand(command), ...options });
}

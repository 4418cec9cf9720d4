import { loadEnvironment, readArguments, readVariables, tokenOf, type Variables } from './environment/index.js';

/**
 * Runs the bot until a signal ends the process: on Discord, or on the emulator with `--demo`.
 *
 * @param folder - where `.env` may be
 * @throws StartError if it cannot start
 */
export async function run(folder: string, variables: Variables, words: readonly string[]): Promise<void> {
	const isDemo = readArguments(words, readVariables(folder, variables)).demo;
	const environment = loadEnvironment(folder, variables, isDemo);
	// Loaded only now: a wrong environment is refused in no time, and a bot on Discord does not load the emulator.
	if (isDemo) {
		const { runOnEmulator } = await import('./runOnEmulator.js');
		await runOnEmulator(environment);
		return;
	}
	const token = tokenOf(environment);
	const { runBot } = await import('./runBot.js');
	await runBot(environment, token);
}

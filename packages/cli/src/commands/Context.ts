import { Command, Option as CommandOption, type Option } from 'commander';
import { apiUrl, DISCORD_API, isReadable } from '../arguments/index.js';
import { Api, readSelf } from '../connection/index.js';
import { type Progress, showProgress } from '../progress/index.js';
import type { Surroundings, Terminal } from '../surroundings/index.js';
import { readersOf, readToken } from '../token/index.js';

/** The options of every command that asks Discord. */
export interface AskingOptions {
	readonly tokenFile?: string;
	readonly api: string;
	readonly quiet?: boolean;
}

/** What the commands share in one run. */
export interface Context {
	readonly surroundings: Surroundings;
	readonly terminal: Terminal;
	/** Sets the exit code of the run. */
	end(exitCode: number): void;
}

/** The options of every command that asks Discord. */
export function askingOptions(): Option[] {
	return [
		new CommandOption('--token-file <file>', 'file with the token of the bot, instead of DISCORD_TOKEN'),
		new CommandOption('--api <url>', 'base of the API, without a version').argParser(apiUrl).default(DISCORD_API),
	];
}

/** The switch that silences progress. */
export function quietOption(): Option {
	return new CommandOption('--quiet', 'no progress and no notes on stderr; errors and labels stay');
}

/** A command with those options and with examples at the end of its help. */
export function askingCommand(name: string, description: string): Command {
	const command = new Command(name).description(description);
	for (const option of askingOptions()) command.addOption(option);
	return command;
}

/** Reads the token and asks Discord whose it is. */
export async function openApi(
	{ surroundings, terminal }: Context,
	options: AskingOptions,
	progress?: Progress,
): Promise<Api> {
	const { tokenFile, quiet } = options;
	const token = await readToken(tokenFile, surroundings.env);
	terminal.keepSecret(token);
	const readers = tokenFile === undefined || quiet ? undefined : await readersOf(tokenFile);
	if (readers !== undefined) terminal.say(`Note: ${readers} can read the token file. Make it yours alone: chmod 600.`);
	if (isReadable(options.api) && !quiet)
		terminal.say('Note: --api is not encrypted. Everybody on the way to it can read the token.');
	const api = new Api({ api: options.api, token, signal: surroundings.signal });
	api.onWait = (until) => {
		const left = Math.ceil((until - Date.now()) / 1_000);
		if (progress) progress.waitFor('REST answers again', until);
		else if (left > 1) terminal.say(`Waiting: REST answers again in ${left} s.`);
	};
	await readSelf(api);
	return api;
}

/** Runs with progress on stderr, which ends whatever happens. */
export async function withProgress<Result>(
	{ terminal }: Context,
	isQuiet: boolean | undefined,
	run: (progress: Progress) => Promise<Result>,
): Promise<Result> {
	const progress = showProgress(terminal, isQuiet === true);
	try {
		return await run(progress);
	} finally {
		progress.stop();
	}
}

/** Examples for the end of a help. */
export function examples(...lines: readonly string[]): string {
	return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;
}

/** What a running bot of the same token notices of a command that reads lists. */
export const NOTICED = `
What a running bot of the same token notices: the command opens one more session, of the shard of
this guild alone, and Discord counts it among the session starts of a day, at least 1,000. The bot
stays connected. Discord gives one list of a guild in 30 seconds to both of them: the later one
waits, or reads by REST.`;

import { Command } from 'commander';
import { hostNameOption, tokenOption } from './sharedOptions.js';
import { wholeNumber } from './values.js';

/** The arguments of `reproduce`. */
export interface ReproduceArguments {
	readonly command: 'reproduce';
	/** The name of a case. Without one, all cases are listed. */
	readonly name: string | undefined;
	/** A command that starts a bot, with the emulator's address in its environment. The emulator ends with it. */
	readonly bot: readonly string[];
	readonly members: number | undefined;
	readonly port: number;
	readonly hostNames: readonly string[];
	readonly token: string | undefined;
	readonly json: boolean;
}

type Flags = Pick<ReproduceArguments, 'members' | 'port' | 'token' | 'json'> & { readonly hostName: string[] };

/** `reproduce`: an emulator on which one thing goes wrong. */
export function reproduceCommand(ask: (asked: ReproduceArguments) => void): Command {
	return new Command('reproduce')
		.description('Lets one thing go wrong, so that you see what your bot does. Without a name, lists all cases.')
		.argument('[case]', 'what goes wrong')
		.argument(
			'[bot...]',
			'after --: a command that starts a bot; it gets DISCORD_API_BASE, DISCORD_TOKEN and DISCORD_GUILD_ID',
		)
		.option('--members <count>', 'members of the guild', wholeNumber)
		.option('--port <port>', 'port to listen on; 0 takes any free one', wholeNumber, 0)
		.addOption(hostNameOption())
		.addOption(tokenOption())
		.option('--json', 'print one line of JSON', false)
		.action((name: string | undefined, bot: string[], { hostName: hostNames, members, port, token, json }: Flags) =>
			ask({ command: 'reproduce', name, bot, members, port, hostNames, token, json }),
		);
}

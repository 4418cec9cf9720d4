import { Option } from 'commander';

/** `--token`: the token of the bot. */
export const tokenOption = (): Option => new Option('--token <token>', "the bot's token; random by default");

/** `--host-name`, once for each name. */
export const hostNameOption = (): Option =>
	new Option('--host-name <name>', 'another name by which clients call it, beside localhost; can be repeated')
		.argParser((name: string, names: string[]) => [...names, name])
		.default([], 'none');

/**
 * The bot runs in its own process, and a busy machine may keep it from reading. Without a pause, HELLO would come in
 * one read with the answer to the upgrade, and some clients drop it then.
 */
export const gatewayForOtherProcesses = { helloDelay: 100 } as const;

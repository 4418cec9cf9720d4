import { Option } from 'commander';

/** `--token`: what a bot logs in with. */
export const tokenOption = (): Option =>
	new Option('--token <token>', "the bot's token; a random one is printed unless given");

/** `--host-name`, once for each name. */
export const hostNameOption = (): Option =>
	new Option('--host-name <name>', 'a name by which clients call it, beside localhost; may be repeated')
		.argParser((name: string, names: string[]) => [...names, name])
		.default([], 'none');

/**
 * The bot runs in a process of its own, which a busy machine may keep from reading: without a pause HELLO would come in
 * one read with the answer to the upgrade, and some clients drop it there.
 */
export const gatewayForOtherProcesses = { helloDelay: 100 } as const;

import { Command } from 'commander';
import { VERSION } from '../connection/index.js';
import { type Context, examples } from './Context.js';
import { completionCommand } from './completionCommand.js';
import { diffCommand } from './diffCommand.js';
import { doctorCommand } from './doctorCommand.js';
import { emulatorCommand } from './emulatorCommand.js';
import { exportCommand } from './exportCommand.js';
import { guildsCommand, rolesCommand } from './listCommands.js';
import { memberCommand } from './memberCommand.js';

const COMMANDS = [
	exportCommand,
	diffCommand,
	guildsCommand,
	rolesCommand,
	memberCommand,
	doctorCommand,
	emulatorCommand,
	completionCommand,
];

const CODES = `
Exit codes: 0 complete, 1 failed, 2 wrong usage, 3 written but not complete, 4 the exports differ, 130 interrupted.`;

/** Every command. */
export function createProgram(context: Context): Command {
	const program = new Command('rollcall')
		.description(
			'The members of a Discord guild, in lists that know whether they are complete. The token of the bot comes from DISCORD_TOKEN or --token-file.',
		)
		.version(VERSION)
		.enablePositionalOptions()
		.addHelpText('after', CODES)
		.addHelpText(
			'after',
			examples('rollcall doctor', 'rollcall guilds', 'rollcall export 81384788765712384 --out members.csv'),
		);
	for (const create of COMMANDS) program.addCommand(create(context));
	return program;
}

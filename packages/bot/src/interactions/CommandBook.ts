import {
	ApplicationIntegrationType,
	type RESTPostAPIChatInputApplicationCommandsJSONBody as CommandData,
	InteractionContextType,
	PermissionsBitField,
} from 'discord.js';
import { injectAll, injectable } from '../injection/index.js';
import type { Command } from '../interfaces/Command.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** All commands by their names. */
@injectable()
export class CommandBook {
	readonly #byName = new Map<string, Command>();

	constructor(@injectAll(DI_TOKENS.Command) commands: readonly Command[]) {
		for (const command of commands) this.#add(command);
	}

	/** The command with this name, which is the English one. */
	named(name: string): Command | undefined {
		return this.#byName.get(name);
	}

	/** The definitions for Discord in the order of their names, so that the same commands give the same text. */
	describe(): CommandData[] {
		return [...this.#byName.values()].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
	}

	[Symbol.iterator](): Iterator<Command> {
		return this.#byName.values();
	}

	#add(command: Command): void {
		const { name } = command.data;
		if (this.#byName.has(name)) throw new RangeError(`Two commands are called /${name}.`);
		this.#byName.set(name, command);
	}
}

function describe({ data, requires, direct }: Command): CommandData {
	return {
		...data,
		contexts: [InteractionContextType.Guild, ...(direct ? [InteractionContextType.BotDM] : [])],
		integration_types: [ApplicationIntegrationType.GuildInstall],
		default_member_permissions: requires === undefined ? null : PermissionsBitField.resolve(requires).toString(),
	};
}

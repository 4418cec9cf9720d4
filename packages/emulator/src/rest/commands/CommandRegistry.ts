import type { APIApplicationCommand } from 'discord-api-types/v10';

/** The commands of one application in one scope, by id. */
export type CommandMap = Map<string, APIApplicationCommand>;

/** The commands that applications have registered, globally and per guild. */
export class CommandRegistry {
	readonly #scopes = new Map<string, CommandMap>();

	/** The commands of a scope: those of a guild, or the global ones without a guild. */
	scope(applicationId: string, guildId?: string): CommandMap {
		const key = keyOf(applicationId, guildId);
		const commands: CommandMap = this.#scopes.get(key) ?? new Map();
		this.#scopes.set(key, commands);
		return commands;
	}

	/** Forgets the commands of an application for a guild, as Discord does when its bot is removed. */
	forget(applicationId: string, guildId: string): void {
		this.#scopes.delete(keyOf(applicationId, guildId));
	}

	/** The commands of an application that a member of the guild sees: those for this guild, then the global ones. */
	availableIn(guildId: string, applicationId: string): APIApplicationCommand[] {
		return [...this.scope(applicationId, guildId).values(), ...this.scope(applicationId).values()];
	}
}

function keyOf(applicationId: string, guildId = 'global'): string {
	return `${applicationId} ${guildId}`;
}

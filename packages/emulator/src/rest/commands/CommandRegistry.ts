import type { APIApplicationCommand } from 'discord-api-types/v10';

/** The commands of one application in one scope, by id. */
export type CommandMap = Map<string, APIApplicationCommand>;

/** What the applications have registered, globally and per guild. */
export class CommandRegistry {
	readonly #scopes = new Map<string, CommandMap>();

	/** The commands of a scope: those of one guild, or the global ones when no guild is given. */
	scope(applicationId: string, guildId?: string): CommandMap {
		const key = keyOf(applicationId, guildId);
		const commands: CommandMap = this.#scopes.get(key) ?? new Map();
		this.#scopes.set(key, commands);
		return commands;
	}

	/** Forgets what an application has registered for one guild, as Discord does when its bot is removed. */
	forget(applicationId: string, guildId: string): void {
		this.#scopes.delete(keyOf(applicationId, guildId));
	}

	/** All that a member of the guild finds of an application: its commands for this guild, then the global ones. */
	availableIn(guildId: string, applicationId: string): APIApplicationCommand[] {
		return [...this.scope(applicationId, guildId).values(), ...this.scope(applicationId).values()];
	}
}

function keyOf(applicationId: string, guildId = 'global'): string {
	return `${applicationId} ${guildId}`;
}

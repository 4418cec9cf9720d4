import type { APIApplicationCommandPermission, APIGuildApplicationCommandPermissions } from 'discord-api-types/v10';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

/** Which command of which application. */
interface CommandOf {
	readonly applicationId: string;
	readonly commandId: string;
}

/** Who may use which command in a guild. */
export class CommandPermissions {
	readonly #all = new Map<string, APIGuildApplicationCommandPermissions>();

	constructor(private readonly around: { readonly guildId: string; emit(event: GuildEvent): void }) {}

	/** By command, or by the id of the application for all its commands. */
	get all(): ReadonlyMap<string, APIGuildApplicationCommandPermissions> {
		return this.#all;
	}

	/** Sets who may use a command. An empty list takes it back. */
	set({ applicationId, commandId }: CommandOf, permissions: readonly APIApplicationCommandPermission[]): void {
		const { guildId } = this.around;
		const set = { id: commandId, application_id: applicationId, guild_id: guildId, permissions: [...permissions] };
		if (permissions.length > 0) this.#all.set(commandId, set);
		else this.#all.delete(commandId);
		this.around.emit({ type: 'commandPermissions', permissions: set });
	}

	/** Keeps them. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#all);
	}
}

import { invalid } from '../errors/invalid.js';

/** A role as a caller asks for it. */
export interface AskedRole {
	/** What was asked for, as text: of an object its id. */
	readonly key: string;
	/** The id that it is, if it is one. */
	readonly id: string;
	/** The name that it is; `undefined` if only an id was meant. */
	readonly name: string | undefined;
	/** How to speak of it. */
	readonly shown: string;
}

/** What stands for a role. */
export const ALLOWED = 'a Role, its id, a mention of it, or its name';

/** Reads what stands for a role of the guild, or throws if nothing can be read of it. */
export function readRole(asked: unknown, guildId: string): AskedRole {
	if (typeof asked === 'string') return readText(asked);
	const { id, name, guild } = (typeof asked === 'object' && asked ? asked : {}) as Partial<Record<string, unknown>>;
	if (typeof id !== 'string' || id === '') throw invalid('role', describe(asked), ALLOWED);
	const home = (guild as { readonly id?: unknown } | null | undefined)?.id;
	if (home !== undefined && home !== guildId) {
		throw invalid('role', `role ${id} of guild ${String(home)}`, `a role of guild ${guildId}`);
	}
	if (id === guildId && name !== undefined && name !== '@everyone') {
		throw invalid('role', `guild ${guildId}`, ALLOWED);
	}
	return { key: id, id, name: undefined, shown: typeof name === 'string' ? name : id };
}

function readText(asked: string): AskedRole {
	if (asked.trim() === '') throw invalid('role', JSON.stringify(asked), ALLOWED);
	const mentioned = /^<@&(\d+)>$/.exec(asked)?.[1];
	return { key: asked, id: mentioned ?? asked, name: asked, shown: asked };
}

function describe(value: unknown): string {
	return typeof value === 'object' && value !== null ? 'an object without the id of a role' : String(value);
}

import { invalid } from '../errors/invalid.js';

/** A role as a caller asks for it. */
export interface AskedRole {
	/** The caller's argument as text; for an object, its id. */
	readonly key: string;
	/** The id, if the text is one. */
	readonly id: string;
	/** The name, if the text is one; `undefined` if it can only be an id. */
	readonly name: string | undefined;
	/** How texts name it. */
	readonly shown: string;
}

/** The forms in which callers may pass a role. */
export const ALLOWED = 'a Role, its id, a mention of it, or its name';

/** Reads what a caller passes as a role of the guild; throws if it cannot be one. */
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

import type { GuildWithRoles, Role } from '../connection/index.js';
import { CommandError } from '../errors/index.js';
import { harmless } from '../surroundings/index.js';
import { nearRoles } from './nearRoles.js';

/** The role that a user means by an id, a mention or the exact name. No name is guessed. */
export function findRole(text: string, { id: guildId, roles }: GuildWithRoles): Role {
	const id = /^(?:<@&)?(\d+)>?$/.exec(text)?.[1];
	const byId = roles.find((role) => role.id === id);
	const named = byId ? [byId] : roles.filter(({ name }) => name === text);
	const [role] = named;
	if (named.length > 1)
		throw new CommandError(`${named.length} roles are named ${quote(text)}. Pass an id:\n${list(named)}`);
	if (!role) throw new CommandError(`The guild has no role ${quote(text)}. ${suggest(text, roles)}`);
	if (role.id === guildId) throw new CommandError('Everybody has the role @everyone. Leave it out.');
	return role;
}

function suggest(text: string, roles: readonly Role[]): string {
	const near = nearRoles(text, roles);
	return near.length > 0 ? `Did you mean:\n${list(near)}` : '`rollcall roles` lists all roles.';
}

const quote = (text: string) => JSON.stringify(text);
const list = (roles: readonly Role[]) => roles.map(({ id, name }) => `  ${id}  ${harmless(name)}`).join('\n');

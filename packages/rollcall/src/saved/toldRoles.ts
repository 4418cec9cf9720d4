import type { RawRole } from '../interfaces/ITransport.js';
import { rolesOfMoment } from '../roles/rolesOfMoment.js';
import type { ToldRoles } from './GuildNews.js';

/** The roles of a guild as they are told to other processes. Every guild has `@everyone`, so a list without it is not the guild's. */
export function toldRoles(guildId: string, live: ReadonlyMap<string, RawRole>): ToldRoles {
	const roles = rolesOfMoment(live);
	return roles.has(guildId) ? [...roles.values()].map(({ id, name }) => [id, name] as const) : null;
}

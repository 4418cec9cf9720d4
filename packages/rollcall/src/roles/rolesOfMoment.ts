import type { RawRole } from '../interfaces/ITransport.js';
import { isSnowflake } from '../payloads/isSnowflake.js';

/** Roles at one moment: later changes do not show in it. */
export type RolesOfMoment = ReadonlyMap<string, RawRole>;

interface Taken {
	/** Entries that there were, no roles among them. */
	readonly size: number;
	readonly roles: RolesOfMoment;
}

/** Each answer has the roles of its moment, and they seldom change: they are copied when they have. */
const taken = new WeakMap<RolesOfMoment, Taken>();

/** The roles in `live`, which a library changes in place, as they are now. */
export function rolesOfMoment(live: RolesOfMoment): RolesOfMoment {
	const last = taken.get(live);
	if (last && isSame(last, live)) return last.roles;
	const roles = new Map<string, RawRole>();
	for (const [id, { name }] of live) if (isRole(id)) roles.set(id, { id, name });
	taken.set(live, { size: live.size, roles });
	return roles;
}

function isSame({ size, roles }: Taken, live: RolesOfMoment): boolean {
	if (live.size !== size) return false;
	let isSame = true;
	live.forEach(({ name }, id) => {
		const known = roles.get(id);
		if (known ? known.name !== name : isRole(id)) isSame = false;
	});
	return isSame;
}

/** discord.js keeps there what an interaction names as resolved, and so whatever an object inherits, such as "constructor". */
function isRole(id: string): boolean {
	return isSnowflake(id);
}

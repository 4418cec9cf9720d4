import type { RawRole } from '../interfaces/ITransport.js';
import { isSnowflake } from '../payloads/isSnowflake.js';

/** The roles at one moment: later changes do not show in it. */
export type RolesOfMoment = ReadonlyMap<string, RawRole>;

interface Taken {
	/** Number of entries, those that are no roles included. */
	readonly size: number;
	readonly roles: RolesOfMoment;
}

/** Every answer has the roles of its moment. They seldom change, and are copied only if they have. */
const taken = new WeakMap<RolesOfMoment, Taken>();

/**
 * The roles as they are now in `live`, which the library changes in place. discord.js also keeps the resolved roles of
 * interactions there, which brings keys that objects inherit, such as "constructor". So only ids count.
 */
export function rolesOfMoment(live: RolesOfMoment): RolesOfMoment {
	const last = taken.get(live);
	if (last && isSame(last, live)) return last.roles;
	const roles = new Map<string, RawRole>();
	for (const [id, { name }] of live) if (isSnowflake(id)) roles.set(id, { id, name });
	taken.set(live, { size: live.size, roles });
	return roles;
}

function isSame({ size, roles }: Taken, live: RolesOfMoment): boolean {
	if (live.size !== size) return false;
	let isSame = true;
	live.forEach(({ name }, id) => {
		const known = roles.get(id);
		if (known ? known.name !== name : isSnowflake(id)) isSame = false;
	});
	return isSame;
}

import type { Client, Guild } from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import type { Truth } from '../stage.js';

/**
 * Where discord.js with its default caches is wrong or tells nothing, so that the two clients may differ. There are no other
 * places.
 *
 * 1. **Order.** A Map of discord.js has members in the order in which it met them, and a roster in that of its own. So
 *    collections of people are compared in the order of their ids. Each cache has to agree with itself.
 * 2. **Older chunks.** discord.js lets the rows of a chunk win over events that came before it: changed members fall back, and
 *    members who left are there again. So they are after a presence that comes late. The roster's truth wins with the next list:
 *    `mend` brings the default client up to it, and after late presences both delete the member.
 * 3. **Deleted roles.** discord.js leaves the id of a deleted role in the private list of each member, and leaves it out when
 *    somebody reads the roles. If Discord then sends the member without that id, it emits an update in which nothing is
 *    different. A roster has dropped the id with the role. `showsNothing` names such updates.
 * 4. **Forgotten rosters.** If a service drops a list on request, users go with it whom nothing else knows. A default client has
 *    nothing to drop; `unmeet` takes the same users from it.
 * 5. **Own keys.** A member whom a bot met in a walk has no own keys before something of it is written. So keys are compared on
 *    what `get` and events give.
 */
/** What discord.js calls for each member that it is told of. */
interface Internals {
	_add(raw: unknown): unknown;
}

/** The truth of a guild, and of those who have left it. */
interface Everybody extends Truth {
	user(id: string): unknown;
}

/** Brings the members of a default client to what is true, after chunks that were older than events. */
export function mend(guild: Guild, world: Everybody): void {
	for (const id of [...guild.members.cache.keys()]) if (!world.member(id)) forget(guild, world, id);
	for (const member of world.members()) add(guild, member as RawMember);
}

/** Takes the users from a default client whom another client has dropped with a list. */
export function unmeet(wanted: Client, found: Client): void {
	for (const id of wanted.users.cache.keys()) if (!found.users.cache.has(id)) wanted.users.cache.delete(id);
}

/** Of who is gone, discord.js knows the user as they were last seen. */
function forget(guild: Guild, world: Everybody, id: string): void {
	guild.members.cache.delete(id);
	(guild.client.users as unknown as Internals)._add(world.user(id));
}

function add(guild: Guild, raw: RawMember): void {
	(guild.members as unknown as Internals)._add(raw);
}

/** The clone of before is not the one that is cached. */
const CACHED = / \((another is |not )?cached\)/g;

/** Whether an event says that a member is other than before, and they read as before. */
export function showsNothing(name: string, args: unknown): boolean {
	if (name !== 'guildMemberUpdate' || !Array.isArray(args)) return false;
	const [before, after] = args.map((arg) => JSON.stringify(arg).replaceAll(CACHED, ''));
	return before === after;
}

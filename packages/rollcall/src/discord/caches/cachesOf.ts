import type { Client } from 'discord.js';
import { sharedRostersOf } from '../sharedRosters.js';
import { ClientCaches } from './ClientCaches.js';
import { UserCache } from './UserCache.js';

const known = new WeakMap<Client, ClientCaches>();

/** The caches of a client that was made with `rosterCache()`; `undefined` for any other client. */
export function cachesOf(client: Client): ClientCaches | undefined {
	const caches = known.get(client);
	if (caches) return caches;
	const { cache } = client.users;
	const shared = sharedRostersOf(client);
	if (!shared || !(cache instanceof UserCache)) return undefined;
	const made = new ClientCaches(client, cache, shared);
	known.set(client, made);
	shared.reader = made;
	warnOfSweepers(client);
	return made;
}

/** Swept members are hidden, and their rows stay: sweeping costs time, and frees nothing. */
function warnOfSweepers({ options: { sweepers } }: Client): void {
	const swept = (['guildMembers', 'users'] as const).filter((name) => sweepers?.[name] !== undefined);
	if (swept.length === 0) return;
	const names = swept.map((name) => `sweepers.${name}`).join(' and ');
	const message =
		`The client was made with rosterCache() and ${names}. Swept members and users are hidden until Discord names them again, and ` +
		`frees no memory. Remove ${names} from the options of the client.`;
	process.emitWarning(message, 'RollcallWarning');
}

import type { CacheFactory, Client } from 'discord.js';
import { SharedRosters } from '../roster/SharedRosters.js';

const factories = new WeakSet<CacheFactory>();
const shared = new WeakMap<Client, SharedRosters>();

/** Marks a `makeCache` whose caches of members and users read rosters. */
export function readingRosters<Factory extends CacheFactory>(factory: Factory): Factory {
	factories.add(factory);
	return factory;
}

/** Whether the caches of the client read rosters. */
export function readsRosters(client: Client): boolean {
	return client.options.makeCache !== undefined && factories.has(client.options.makeCache);
}

/** The rosters that the client's caches read, from all services; `undefined` if the client has other caches. */
export function sharedRostersOf(client: Client): SharedRosters | undefined {
	if (!readsRosters(client)) return undefined;
	const known = shared.get(client) ?? new SharedRosters();
	shared.set(client, known);
	return known;
}

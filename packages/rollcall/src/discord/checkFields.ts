import type { Client } from 'discord.js';
import type { MemberFetchConfig } from '../config/MemberFetchConfig.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { readsRosters } from './sharedRosters.js';

/** Refuses to keep a part of each member if discord.js reads its members from the rosters: it would find null, not values. */
export function checkFields({ fields }: MemberFetchConfig, clients: Iterable<Client>): void {
	if (fields === 'all' || ![...clients].some(readsRosters)) return;
	throw new MemberFetchError(
		'INVALID_CONFIG',
		`config.fields: expected "all" for a client made with rosterCache(), got a list of ${fields.length}. The caches of ` +
			'discord.js need every field. Use "all", or a service of its own for clients with other caches.',
	);
}

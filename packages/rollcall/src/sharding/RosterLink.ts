import type { Client } from 'discord.js';
import { invalid } from '../errors/invalid.js';
import type { IMemberFetchService } from '../interfaces/IMemberFetchService.js';
import type { LinkOptions } from './LinkOptions.js';
import { ProcessLink } from './ProcessLink.js';
import { portToParent } from './processes/parentPort.js';

/** A process has one channel to its parent. Two links would both answer what comes over it. */
let linked: RosterLink | undefined;

/**
 * Members of any guild of the bot, in each process of it. A guild of this process is answered here, and any other one by
 * the process that has it. Without a parent process there are no others.
 *
 * @example
 * ```ts
 * const link = new RosterLink(service, client);
 * const { roster, metadata } = await link.fetchGuildMembers(guildId);
 * ```
 */
export class RosterLink extends ProcessLink {
	/**
	 * @param service - answers about the guilds of this process
	 * @param client - has these guilds; make the link before it logs in, or after
	 */
	constructor(service: IMemberFetchService, client: Client, options: LinkOptions = {}) {
		const port = portToParent();
		if (port && linked) throw invalid('link', 'a second one', 'one RosterLink in a process that has a parent');
		super(service, client, port, options);
		if (port) linked = this;
	}

	/**
	 * Takes part no more: the questions of this process end with `CLOSED`, those of others with `OWNER_LOST`, and no
	 * listener or timer is left. Close it before the service.
	 */
	override async close(): Promise<void> {
		if (linked === this) linked = undefined;
		await super.close();
	}
}

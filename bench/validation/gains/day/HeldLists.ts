import type { Collection, GuildMember } from 'discord.js';
import { compare, type Tally } from '../../../checking/compare.js';
import { digestOf } from '../../../checking/Digest.js';
import { fingerprintOf } from '../../../checking/fingerprint.js';
import { mapRows } from '../../../sides/mapRows.js';
import type { Bot } from '../../bot/Bot.js';
import type { HeldList } from './DayCommands.js';

/** The lists that a bot has at hand between two commands, and would take for all members. */
export class HeldLists {
	/** Guilds whose list was called complete once. */
	readonly #fetched = new Set<string>();

	constructor(private readonly bot: Bot) {}

	/** A command had a list of this guild. */
	note(guildId: string): void {
		this.#fetched.add(guildId);
	}

	/** The service names the lists that it vouches for. With discord.js it is the cache of each guild that was fetched. */
	guildIds(): string[] {
		const { service } = this.bot.side;
		if (!service) return [...this.#fetched];
		const { guilds } = service.getCacheStats();
		// The one that was used last comes last, so that asking for all of them changes nothing in their order.
		return guilds
			.filter(({ status }) => status === 'complete')
			.map(({ guildId }) => guildId)
			.reverse();
	}

	async digests(): Promise<HeldList[]> {
		const digests: HeldList[] = [];
		for (const guildId of this.guildIds()) {
			const members = await this.#listOf(guildId);
			digests.push({ guildId, digest: await digestOf(mapRows(members.values(), fingerprintOf)) });
		}
		return digests;
	}

	async tally(guildId: string, truth: readonly [id: string, fingerprint: string][]): Promise<Tally> {
		return compare(await this.#listOf(guildId), new Map(truth));
	}

	async #listOf(guildId: string): Promise<Collection<string, GuildMember>> {
		const guild = this.bot.guild(guildId);
		if (!this.bot.side.service) return guild.members.cache;
		const { members, isFromMemory } = await this.bot.side.fetch(guild);
		if (!members || !isFromMemory) throw new Error(`The list of guild ${guildId} was not at hand.`);
		return members;
	}
}

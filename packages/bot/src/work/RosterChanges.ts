import type { Client } from 'discord.js';
import type { IMemberFetchService, MembersResult } from 'rollcall';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** Says whether a roster has the same members as before, by the events of the service. */
@injectable()
export class RosterChanges implements Feature {
	readonly name = 'roster changes';
	/** How often a member joined or left, or the list was replaced, by guild id. */
	readonly #counts = new Map<string, number>();
	readonly #onMember = ({ guild }: { readonly guild: { readonly id: string } }) => this.#note(guild.id);
	readonly #onStatus = ({ guildId }: { readonly guildId: string }) => this.#note(guildId);

	constructor(@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService) {}

	attach(_client: Client): void {
		this.members.on('guildMemberAdd', this.#onMember);
		this.members.on('guildMemberRemove', this.#onMember);
		this.members.on('rosterStatusChange', this.#onStatus);
	}

	stop(): void {
		this.members.off('guildMemberAdd', this.#onMember);
		this.members.off('guildMemberRemove', this.#onMember);
		this.members.off('rosterStatusChange', this.#onStatus);
	}

	removeGuild(guildId: string): void {
		this.#note(guildId);
	}

	/**
	 * Identifies the members of a complete roster that was in memory; `undefined` if nobody can say that they are the
	 * same.
	 */
	stateOf(guildId: string, { metadata }: Pick<MembersResult, 'metadata'>): string | undefined {
		if (!metadata.complete || !metadata.cacheHit) return undefined;
		return `${this.#counts.get(guildId) ?? 0} ${metadata.totalCount}`;
	}

	#note(guildId: string): void {
		this.#counts.set(guildId, (this.#counts.get(guildId) ?? 0) + 1);
	}
}

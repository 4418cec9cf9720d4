import { SlashCommandBuilder } from 'discord.js';
import type { FetchMetadata, IMemberFetchService } from 'rollcall';
import { inject, injectable } from '../di/injection.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { type Localiser, named } from '../localisation/index.js';
import type { Command, CommandContext, GuildCommandInteraction } from './Command.js';
import { membersTexts } from './membersTexts.js';

/** `/members`: how many there are, and whether the list is complete. */
@injectable()
export class MembersCommand implements Command {
	readonly data = named(new SlashCommandBuilder(), membersTexts.name, membersTexts.description).toJSON();
	readonly needsMembers = true;
	readonly defer = 'public';

	constructor(@inject(DI_TOKENS.IMemberFetchService) private readonly members: IMemberFetchService) {}

	async execute({ guild }: GuildCommandInteraction, { t, signal, answer }: CommandContext): Promise<void> {
		const { metadata } = await this.members.fetchGuildMembers(guild, { signal });
		await answer(describe(t, metadata));
	}

	demo() {
		return [{ command: membersTexts.name.en }];
	}
}

function describe(t: Localiser, { complete, totalCount, expectedCount, coverage, reason }: FetchMetadata): string {
	if (complete) return t(membersTexts.complete, { count: totalCount });
	return t(membersTexts.incomplete, {
		known: totalCount,
		expected: expectedCount,
		percent: Math.floor(coverage * 100),
		reason: reason ?? '',
	});
}

import type { Guild } from 'discord.js';
import type { RoleCountsResult } from 'rollcall';
import type { Answer } from '../interfaces/Command.js';
import { type Localiser, Markup, whyNotComplete } from '../localisation/index.js';
import { pageButtons } from '../pages/pageButtons.js';
import { pageOf } from '../pages/pageOf.js';
import { membersTexts } from './membersTexts.js';

const PER_PAGE = 20;

/** One page of the roles, the largest first. `@everyone` is left out. */
export function showRoles(guild: Guild, result: RoleCountsResult, wanted: number, t: Localiser): Answer {
	const { counts, metadata, success } = result;
	if (!success) {
		const reason = whyNotComplete(result);
		return { content: t(membersTexts.rolesUnknown, { reason }), embeds: [], components: [] };
	}
	const roles = [...guild.roles.cache.keys()]
		// If an option is called like an inherited property, such as "constructor", discord.js stores that property here.
		.filter((id) => id !== guild.id && /^\d+$/.test(id))
		.map((id) => ({ id, holders: counts.get(id) ?? 0 }))
		.sort((a, b) => b.holders - a.holders || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
	if (roles.length === 0) return { content: t(membersTexts.rolesNone), embeds: [], components: [] };
	const { page, pages, items } = pageOf(roles, wanted, PER_PAGE);
	const source = t(metadata.cacheHit ? membersTexts.rolesByRoster : membersTexts.rolesByDiscord);
	const embed = {
		title: t(membersTexts.rolesTitle),
		description: items
			.map(({ id, holders }) => t(membersTexts.rolesLine, { role: Markup.role(id), holders }))
			.join('\n'),
		footer: { text: t(membersTexts.page, { page, pages, source }) },
	};
	return { content: '', embeds: [embed], components: pageButtons('members:roles', page, pages, t) };
}

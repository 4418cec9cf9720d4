import { ButtonStyle, ComponentType } from 'discord.js';
import type { Answer } from '../interfaces/Command.js';
import { type Localiser, texts } from '../localisation/index.js';

const pageTexts = texts({
	previous: { en: 'Previous', ko: '이전' },
	next: { en: 'Next', ko: '다음' },
});

/** The buttons for the pages before and after this one; none if there is only one page. */
export function pageButtons(
	customId: string,
	page: number,
	pages: number,
	t: Localiser,
): Answer['components'] & object {
	if (pages === 1) return [];
	const button = (label: string, to: number) => ({
		type: ComponentType.Button as const,
		style: ButtonStyle.Secondary as const,
		label,
		custom_id: `${customId}:${to}`,
		disabled: to < 1 || to > pages,
	});
	const components = [button(t(pageTexts.previous), page - 1), button(t(pageTexts.next), page + 1)];
	return [{ type: ComponentType.ActionRow, components }];
}

import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Localiser } from '../../localisation/index.js';
import { reportTexts } from './reportTexts.js';

/** First, previous, next and last page; nothing if there is only one page. */
export function reportButtons(
	id: string,
	page: number,
	pages: number,
	t: Localiser,
): ActionRowBuilder<ButtonBuilder>[] {
	if (pages <= 1) return [];
	const button = (name: string, label: string, target: number, isDisabled: boolean) =>
		new ButtonBuilder()
			.setCustomId(`report:${id}:${target}:${name}`)
			.setLabel(label)
			.setStyle(ButtonStyle.Secondary)
			.setDisabled(isDisabled);
	return [
		new ActionRowBuilder<ButtonBuilder>().addComponents(
			button('first', '⏮', 1, page === 1),
			button('previous', '◀', page - 1, page === 1),
			button('page', t(reportTexts.page, { page, pages }), page, true),
			button('next', '▶', page + 1, page === pages),
			button('last', '⏭', pages, page === pages),
		),
	];
}

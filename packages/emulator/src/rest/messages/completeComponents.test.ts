import { expect, it } from 'vitest';
import { completeComponents } from './completeComponents.js';
import { completeEmbeds } from './completeEmbeds.js';

it('components at any depth have the defaults of their kind, and keep the given fields', () => {
	const container = { type: 17, spoiler: true, components: [{ type: 14 }, { type: 1, components: [{ type: 5 }] }] };
	expect(completeComponents([container, { type: 1, components: [{ type: 3, max_values: 4 }] }])).toEqual([
		{
			...{ type: 17, id: 1, accent_color: null, spoiler: true },
			components: [
				{ type: 14, id: 2, spacing: 1, divider: true },
				{ type: 1, id: 3, components: [{ type: 5, id: 4, min_values: 1, max_values: 1 }] },
			],
		},
		{ type: 1, id: 5, components: [{ type: 3, id: 6, min_values: 1, max_values: 4 }] },
	]);
});

it('components and embeds come back without null, which many clients cannot read', () => {
	const menu = {
		type: 3,
		placeholder: null,
		max_values: null,
		options: [{ label: 'a', emoji: { id: null, name: '🔥' } }],
	};
	expect(completeComponents([{ type: 1, id: null, components: [{ type: 2, emoji: null, label: 'x' }, menu] }])).toEqual(
		[
			{
				...{ type: 1, id: 1 },
				components: [
					{ type: 2, id: 2, label: 'x' },
					{ type: 3, id: 3, min_values: 1, max_values: 1, options: [{ label: 'a', emoji: { name: '🔥' } }] },
				],
			},
		],
	);
	const footer = { text: 'f', icon_url: null };
	const given = JSON.stringify([
		{ title: 't', color: null, image: null, footer, fields: [{ name: 'n', inline: null }] },
	]);
	expect(completeEmbeds(JSON.parse(given))).toEqual([
		{ type: 'rich', title: 't', footer: { text: 'f' }, fields: [{ name: 'n', inline: false }] },
	]);
});

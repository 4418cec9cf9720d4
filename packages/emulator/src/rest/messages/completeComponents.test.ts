import { expect, it } from 'vitest';
import { completeComponents } from './completeComponents.js';

it('components have the defaults of their kind, however deep they are, and keep what they say', () => {
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberComponents } from './numberComponents.js';

interface Tree {
	readonly id?: number | undefined;
	readonly components?: readonly Tree[];
	readonly accessory?: Tree | undefined;
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
	tree: fc.record(
		{
			id: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
			components: fc.array(tie('tree'), { maxLength: 3 }),
			accessory: fc.option(tie('tree'), { nil: undefined, depthSize: 'small' }),
		},
		{ requiredKeys: [] },
	),
}));

const idsOf = (all: readonly Tree[]): (number | undefined)[] =>
	all.flatMap(({ id, components = [], accessory }) => [
		id,
		...idsOf(components),
		...(accessory ? idsOf([accessory]) : []),
	]);

describe('numberComponents', () => {
	it('counts from 1, outer components before inner ones, and skips given ids', () => {
		const row = { type: 1, components: [{ type: 2 }, { type: 2, id: 2 }, { type: 2, id: 0 }] };
		const section = { type: 9, components: [{ type: 10 }], accessory: { type: 11 } };
		expect(numberComponents<object>([row, { type: 18, component: { type: 4 } }, section])).toEqual([
			{
				type: 1,
				id: 1,
				components: [
					{ type: 2, id: 3 },
					{ type: 2, id: 2 },
					{ type: 2, id: 4 },
				],
			},
			{ type: 18, id: 5, component: { type: 4, id: 6 } },
			{ type: 9, id: 7, components: [{ type: 10, id: 8 }], accessory: { type: 11, id: 9 } },
		]);
	});

	it('leaves given ids as they are, and gives all other components their own number', () => {
		fc.assert(
			fc.property(fc.array(tree, { maxLength: 4 }), (all) => {
				const before = idsOf(all);
				const after = idsOf(numberComponents(all));
				expect(after).toHaveLength(before.length);
				const made = after.filter((_, index) => !before[index]);
				expect(after.map((id, index) => (before[index] ? id : 0))).toEqual(before.map((id) => id || 0));
				expect(new Set(made).size).toBe(made.length);
				for (const id of made) expect(before).not.toContain(id);
			}),
		);
	});
});

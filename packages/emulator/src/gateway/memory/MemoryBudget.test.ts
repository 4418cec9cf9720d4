import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryBudget } from './MemoryBudget.js';

describe('MemoryBudget', () => {
	it('holds no more than its bytes with any holders, and only the largest holder gives up', () => {
		const takes = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.nat(120) }));
		fc.assert(
			fc.property(takes, (all) => {
				const budget = new MemoryBudget<{ bytes: number }>(200);
				const holders = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { bytes: 0 }]));
				const most = () => Math.max(...Object.values(holders).map(({ bytes }) => bytes));
				for (const { name, bytes } of all) {
					const holder = holders[name] as { bytes: number };
					holder.bytes += bytes;
					budget.note(holder, holder.bytes);
					budget.settle((largest) => {
						expect(largest.bytes).toBe(most());
						largest.bytes -= Math.min(10, largest.bytes);
						budget.note(largest, largest.bytes);
					});
					expect(budget.bytes).toBe(Object.values(holders).reduce((sum, each) => sum + each.bytes, 0));
					expect(budget.bytes).toBeLessThanOrEqual(200);
				}
			}),
		);
	});

	it('lets large things wait until half of it is free', () => {
		const budget = new MemoryBudget<object>(100);
		const [one, other] = [{}, {}];
		const went: string[] = [];
		budget.whenRoom(() => went.push('at once'));
		budget.note(one, 40);
		budget.note(other, 40);
		budget.whenRoom(() => {
			went.push('later');
			budget.note(other, 90);
		});
		budget.whenRoom(() => went.push('last'));
		expect(went).toEqual(['at once']);
		budget.note(one, 0);
		expect(went).toEqual(['at once', 'later']);
		budget.note(other, 0);
		expect(went).toEqual(['at once', 'later', 'last']);
	});
});

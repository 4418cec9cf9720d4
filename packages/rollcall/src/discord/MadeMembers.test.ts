import type { GuildMember } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { MAX_MADE, MadeMembers } from './MadeMembers.js';

/** So many members that were read one after the other, and those who are still kept. */
function walk(size: number, made = new MadeMembers()): { made: MadeMembers; kept: () => number } {
	for (let id = 0; id < size; id++) made.keep(String(id), { id: String(id) } as GuildMember);
	const ids = Array.from({ length: size }, (_, id) => String(id));
	return { made, kept: () => ids.filter((id) => made.get(id) !== undefined).length };
}

describe('MadeMembers', () => {
	it('keeps everybody of as many as it may hold', () => {
		expect(walk(MAX_MADE).kept()).toBe(MAX_MADE);
	});

	it.each([MAX_MADE + 1, 2 * MAX_MADE, 5 * MAX_MADE])('of %i keeps no more than that, and most of it', (size) => {
		const { kept } = walk(size);
		expect(kept()).toBeLessThanOrEqual(MAX_MADE);
		expect(kept()).toBeGreaterThan(0.89 * MAX_MADE);
	});

	it('keeps the members that were read last, and those that came first', () => {
		const { made } = walk(3 * MAX_MADE);
		for (const id of ['0', '1000', String(3 * MAX_MADE - 1), String(3 * MAX_MADE - 5_000)]) {
			expect(made.get(id), id).toBe(made.get(id));
			expect(made.get(id)?.id).toBe(id);
		}
	});

	it('keeps nobody once it is cleared', () => {
		const { made, kept } = walk(2 * MAX_MADE);
		made.clear();
		expect(kept()).toBe(0);
	});
});

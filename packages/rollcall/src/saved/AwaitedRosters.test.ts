import { describe, expect, it } from 'vitest';
import { MemberTable } from '../roster/MemberTable.js';
import { AwaitedRosters } from './AwaitedRosters.js';

function setUp(guildIds: readonly string[]) {
	const taken: string[] = [];
	const awaited: AwaitedRosters = new AwaitedRosters(
		new Map(guildIds.map((guildId) => [guildId, new MemberTable()])),
		(tables) => {
			for (const guildId of tables.keys()) {
				taken.push(guildId);
				awaited.take(guildId); // what takes it over looks at the guild
			}
		},
	);
	return { awaited, taken };
}

describe('lists that are taken over in turns', () => {
	it('are each taken over once, those first that somebody looks at', async () => {
		const { awaited, taken } = setUp(['1', '2', '3']);
		awaited.take('3');
		awaited.take('4');
		const all = awaited.takeInTurns();
		awaited.take('2');
		await all;
		expect(taken.toSorted()).toEqual(['1', '2', '3']);
		expect(taken[0]).toBe('3');
		awaited.takeAll();
		expect(taken.length).toBe(3);
	});

	it('are taken over at once if somebody looks at all', () => {
		const { awaited, taken } = setUp(['1', '2', '3']);
		awaited.takeAll();
		expect(taken).toEqual(['1', '2', '3']);
	});

	it('do not stay if nobody wants them any more', async () => {
		const { awaited, taken } = setUp(['1', '2']);
		awaited.drop();
		await awaited.takeInTurns();
		awaited.takeAll();
		expect(taken).toEqual([]);
	});
});

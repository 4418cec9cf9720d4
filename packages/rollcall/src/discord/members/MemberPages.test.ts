import { describe, expect, it } from 'vitest';
import { aMember } from '../../tests/aMember.js';
import { collectGarbage } from '../../tests/collectGarbage.js';
import { aGuild, pagesOf, tableOf } from '../../tests/twoGuilds.js';
import { pagesOfAnswer } from './MemberPages.js';
import { PAGE_SIZE } from './PageValues.js';

const SIZE = 3 * PAGE_SIZE;
const members = Array.from({ length: SIZE }, (_, index) => aMember(String(index + 1)));

function pages() {
	return pagesOf(aGuild().guild, tableOf(members));
}

describe('pages', () => {
	it('give the same object for a row, filled or not, while somebody holds it', async () => {
		const made = pages();
		const walk = made.walk();
		const held = [walk.lazy(0), walk.lazy(1), made.filled(PAGE_SIZE + 1), made.filledUser(PAGE_SIZE + 2)] as const;
		const { user } = held[1];
		await collectGarbage();
		expect([made.lazy(0), made.filled(1), made.lazy(PAGE_SIZE + 1), made.lazyUser(PAGE_SIZE + 2)]).toEqual([...held]);
		expect([made.held(0), made.held(1), made.held(PAGE_SIZE + 1)]).toEqual(held.slice(0, 3));
		expect(made.filled(1)).toBe(held[1]);
		expect(made.lazyUser(1)).toBe(user);
		expect(made.heldUser(PAGE_SIZE + 2)).toBe(held[3]);
	});

	it('keep nothing that nobody holds', async () => {
		const made = pages();
		const refs = (() =>
			[made.lazy(5), made.filled(PAGE_SIZE + 5), made.lazyUser(5)].map((object) => new WeakRef(object)))();
		await collectGarbage();
		expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined, undefined]);
		expect(made.held(5)).toBe(undefined);
		expect(made.lazy(5).id).toBe('6');
	});

	it('are those of any other answer that shows the same', () => {
		const { guild } = aGuild();
		const table = tableOf(members);
		const { columns, bound } = table.view();
		const shown = pagesOfAnswer(guild, columns, bound);
		expect(pagesOfAnswer(guild, columns, bound)).toBe(shown);
		expect(pagesOfAnswer(aGuild().guild, columns, bound)).not.toBe(shown);
		table.set(aMember('1000'));
		expect(pagesOfAnswer(guild, columns, table.view().bound)).not.toBe(shown);
	});

	it('give objects that were there before', () => {
		const other = pages();
		const [member, user] = [other.filled(3), other.filledUser(4)];
		const made = pages();
		made.adopt(3, member);
		made.adoptUser(4, user);
		expect([made.lazy(3), made.filled(3), made.held(3)]).toEqual([member, member, member]);
		expect(made.lazy(4).user).toBe(user);
		expect(made.filledUser(4)).toBe(user);
	});
});

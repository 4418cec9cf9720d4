import { describe, expect, it } from 'vitest';
import { parseMemberRequest } from './parseMemberRequest.js';

const guild_id = '100000000000000001';

describe('parseMemberRequest', () => {
	it('takes an empty query without limit as a request for all members', () => {
		expect(parseMemberRequest({ guild_id, query: '', limit: 0, nonce: 'n' })).toEqual({
			kind: 'full',
			guildId: guild_id,
			presences: false,
			nonce: 'n',
		});
	});

	it.each([
		['no guild', { query: '', limit: 0 }],
		['neither query nor user_ids', { guild_id }],
		['a query without limit', { guild_id, query: '' }],
		['a negative limit', { guild_id, query: 'a', limit: -1 }],
		['no object', 'all please'],
	])('takes %s as malformed', (_, data) => {
		expect(parseMemberRequest(data)).toBeUndefined();
	});

	it('answers an array of guilds for its first guild only', () => {
		expect(parseMemberRequest({ guild_id: [guild_id, '2'], query: '', limit: 0 })).toMatchObject({ guildId: guild_id });
	});

	it('finds at most 100 members by prefix, even without a limit', () => {
		expect(parseMemberRequest({ guild_id, query: 'a', limit: 500 })).toMatchObject({ kind: 'query', limit: 100 });
		expect(parseMemberRequest({ guild_id, query: 'a', limit: 0 })).toMatchObject({ kind: 'query', limit: 100 });
		expect(parseMemberRequest({ guild_id, query: '', limit: 7 })).toMatchObject({ kind: 'query', limit: 7 });
	});

	it('never answers more than 100 ids, or ids that are not numbers', () => {
		const ids = Array.from({ length: 101 }, (_, i) => String(i));
		expect(parseMemberRequest({ guild_id, user_ids: ids })).toMatchObject({ answerable: false });
		expect(parseMemberRequest({ guild_id, user_ids: ids.slice(1) })).toMatchObject({ answerable: true });
		expect(parseMemberRequest({ guild_id, user_ids: ['1', 'x'] })).toMatchObject({ answerable: false });
		expect(parseMemberRequest({ guild_id, user_ids: '5' })).toMatchObject({ answerable: true, userIds: ['5'] });
	});

	it('ignores a nonce of more than 32 bytes, counted as bytes and not as characters', () => {
		const nonceOf = (nonce: unknown) => parseMemberRequest({ guild_id, query: '', limit: 0, nonce })?.nonce;
		expect(nonceOf('n'.repeat(32))).toBe('n'.repeat(32));
		expect(nonceOf('n'.repeat(33))).toBeUndefined();
		expect(nonceOf('é'.repeat(17))).toBeUndefined();
		expect(nonceOf(5)).toBeUndefined();
	});
});

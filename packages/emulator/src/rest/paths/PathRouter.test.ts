import { describe, expect, it } from 'vitest';
import { PathRouter } from './index.js';

const router = new PathRouter<string>();
for (const path of [
	'/users/@me',
	'/users/:userId',
	'/guilds/:guildId/members/search',
	'/guilds/:guildId/members/:userId',
	'/gateway',
])
	router.on('GET', path, path);
router.on('PATCH', '/users/@me', 'own');

describe('PathRouter', () => {
	it.each<[string, string | undefined, object?]>([
		['/users/@me', '/users/@me', {}],
		['/users/%40me', '/users/@me', {}],
		['/users/5', '/users/:userId', { userId: '5' }],
		['/users/5/', '/users/:userId', { userId: '5' }],
		['/users/a%2Fb', '/users/:userId', { userId: 'a/b' }],
		['/guilds/1/members/search', '/guilds/:guildId/members/search', { guildId: '1' }],
		['/guilds/1/members/2', '/guilds/:guildId/members/:userId', { guildId: '1', userId: '2' }],
		[`/users/${'a'.repeat(512)}`, '/users/:userId'],
		[`/users/${'a'.repeat(513)}`, undefined],
		['/users/%E0%A4%A', undefined],
		['/users', undefined],
		['/users//', undefined],
		['/Users/@me', undefined],
		['/users/5/6', undefined],
		['/', undefined],
		['', undefined],
	])('%s leads to %s', (path, value, params) => {
		const found = router.find('GET', path);
		expect(found?.value).toBe(value);
		if (params) expect(found?.params).toEqual(params);
	});

	it('tells methods apart', () => {
		expect(router.find('PATCH', '/users/@me')?.value).toBe('own');
		expect(router.find('PATCH', '/users/5')).toBeUndefined();
		expect(router.find('__proto__', '/users/5')).toBeUndefined();
	});

	it('refuses the same path twice', () => {
		expect(() => router.on('GET', '/users/:id', 'again')).toThrow('GET /users/:id is there twice');
	});
});

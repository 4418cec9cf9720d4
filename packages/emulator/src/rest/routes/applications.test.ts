import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

async function anApplication() {
	const rest = await startRest({ bots: [{}, {}] });
	return { ...rest, path: `/applications/${rest.bot.applicationId}/emojis` };
}

describe('the emojis of an application', () => {
	it('are made, listed, read, renamed and deleted', async () => {
		const { call, get, path, bot } = await anApplication();
		expect((await get(path)).body).toEqual({ items: [] });
		const made = await call('POST', path, { name: 'smile', image: PIXEL });
		expect(made).toMatchObject({ status: 201 });
		expect(made.body).toEqual({
			...{ id: expect.any(String), name: 'smile', roles: [], user: bot.user },
			...{ require_colons: true, managed: false, animated: true, available: true },
		});
		const one = `${path}/${made.body.id}`;
		expect((await get(path)).body).toEqual({ items: [made.body] });
		expect((await get(one)).body).toEqual(made.body);
		expect((await call('PATCH', one, { name: 'grin' })).body).toEqual({ ...made.body, name: 'grin' });
		expect((await call('DELETE', one)).status).toBe(204);
		expect(await get(one)).toMatchObject({ status: 404, body: { code: 10014 } });
		expect((await get(path)).body).toEqual({ items: [] });
	});

	it.each([
		{},
		{ name: 'a', image: PIXEL },
		{ name: 'no spaces', image: PIXEL },
		{ name: 'smile', image: 'smile.png' },
	])('are refused with code 50035 if name or image is wrong: %j', async (fields) => {
		const { call, path } = await anApplication();
		expect((await call('POST', path, fields)).body.code).toBe(50035);
	});

	it('are hidden from other applications', async () => {
		const { get, otherBot } = await anApplication();
		expect((await get(`/applications/${otherBot?.applicationId}/emojis`)).body.code).toBe(20012);
	});
});

describe('a list of things that the emulator does not have', () => {
	it.each([
		['/soundboard-default-sounds', []],
		['/sticker-packs', { sticker_packs: [] }],
		['/voice/regions', []],
		['/guilds/{guild}/soundboard-sounds', { items: [] }],
		['/guilds/{guild}/emojis', []],
		['/guilds/{guild}/stickers', []],
		['/guilds/{guild}/threads/active', { threads: [], members: [], has_more: false }],
		['/applications/{application}/entitlements', []],
		['/applications/{application}/skus', []],
	])('is empty and not an error, for clients that ask for it at start: %s', async (path, body) => {
		const { get, guild, bot } = await anApplication();
		const url = path.replace('{guild}', guild.id).replace('{application}', bot.applicationId);
		expect(await get(url)).toMatchObject({ status: 200, body });
	});

	it('is refused to bots that may not ask', async () => {
		const { get, root, otherBot } = await anApplication();
		expect((await get('/guilds/999999999999999999/stickers')).body.code).toBe(10004);
		expect((await get(`/applications/${otherBot?.applicationId}/skus`)).body.code).toBe(20012);
		expect((await fetch(`${root}/api/v10/sticker-packs`)).status).toBe(401);
	});
});

import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

const ping = { name: 'ping', description: 'Answers.' };

describe('commands over REST', () => {
	it('are registered as a whole, globally and per guild, and keep their ids', async () => {
		const { call, get, bot, guild } = await startRest();
		for (const path of [`/applications/${bot.id}/commands`, `/applications/${bot.id}/guilds/${guild.id}/commands`]) {
			const { status, body } = await call('PUT', path, [ping, { name: 'Who is', type: 2 }]);
			expect(status).toBe(200);
			expect(body).toMatchObject([
				{ ...ping, type: 1, application_id: bot.id },
				{ name: 'Who is', type: 2 },
			]);
			expect((await call('PUT', path, [ping])).body[0].id).toBe(body[0].id);
			expect((await get(path)).body).toMatchObject([{ id: body[0].id, name: 'ping' }]);
		}
	});

	it('are made with 201, replaced by name with 200, changed, and deleted', async () => {
		const { call, get, bot } = await startRest();
		const path = `/applications/${bot.id}/commands`;
		const made = await call('POST', path, ping);
		expect(made.status).toBe(201);
		expect(await call('POST', path, { ...ping, description: 'Other.' })).toMatchObject({
			status: 200,
			body: { id: made.body.id },
		});
		const one = `${path}/${made.body.id}`;
		expect((await call('PATCH', one, { description: 'Third.' })).body.description).toBe('Third.');
		expect((await call('DELETE', one)).status).toBe(204);
		expect((await get(one)).body.code).toBe(10063);
	});

	it('come back without null if Discord allows none, when they are made and when they are changed', async () => {
		const { call, bot } = await startRest();
		const path = `/applications/${bot.id}/commands`;
		const option = { type: 3, name: 'text', description: 'Some.' };
		const empty = { type: null, nsfw: null, dm_permission: null, name_localizations: null };
		const given = { ...ping, ...empty, options: [{ ...option, choices: null, required: null }] };
		const made = await call('POST', path, given);
		expect(made.body).toMatchObject({ type: 1, nsfw: false, dm_permission: true, options: [option] });
		expect(made.body.options).toEqual([option]);
		const changed = await call('PATCH', `${path}/${made.body.id}`, { options: null, nsfw: null });
		expect(changed.body).toMatchObject({ ...ping, type: 1, nsfw: false, default_member_permissions: null });
		expect(changed.body).not.toHaveProperty('options');
	});

	it('are refused for another application, without a name and without a description', async () => {
		const { call, bot } = await startRest();
		expect((await call('PUT', '/applications/1/commands', [])).body.code).toBe(20012);
		for (const [given, ...fields] of [
			[{}, 'name', 'description'],
			[{ name: 'x' }, 'description'],
		] as const) {
			const { body } = await call('PUT', `/applications/${bot.id}/commands`, [given]);
			expect([body.code, Object.keys(body.errors['0'])]).toEqual([50035, fields]);
		}
	});

	it('are refused if there are a hundred already, and if a change makes one wrong', async () => {
		const { call, bot } = await startRest();
		const path = `/applications/${bot.id}/commands`;
		const hundred = Array.from({ length: 100 }, (_, i) => ({ ...ping, name: `c${i}` }));
		const { body } = await call('PUT', path, hundred);
		expect(await call('POST', path, ping)).toMatchObject({ status: 400, body: { code: 30032 } });
		expect((await call('POST', path, { ...ping, name: 'c5' })).status).toBe(200);
		expect((await call('PATCH', `${path}/${body[0].id}`, { name: 'No Spaces' })).body).toMatchObject({
			...{ code: 50035, errors: { name: {} } },
		});
	});

	it('show translations in a list only on request, and keep their contexts', async () => {
		const { call, get, bot } = await startRest();
		const path = `/applications/${bot.id}/commands`;
		const translated = { ...ping, name_localizations: { ko: '핑' }, contexts: [0] };
		const { body } = await call('PUT', path, [translated]);
		expect(body[0]).toMatchObject(translated);
		expect((await get(path)).body[0]).not.toHaveProperty('name_localizations');
		expect((await get(`${path}?with_localizations=true`)).body[0]).toMatchObject(translated);
		expect((await get(`${path}/${body[0].id}`)).body).toMatchObject(translated);
	});
});

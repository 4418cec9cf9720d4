import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aChannel() {
	const rest = await startRest();
	const channel = [...rest.guild.channels.keys()][0] as string;
	return { ...rest, channel, path: `/channels/${channel}/messages` };
}

describe('messages over REST', () => {
	it('are written, read, listed newest first, changed and deleted', async () => {
		const { call, get, path, bot } = await aChannel();
		const first = (await call('POST', path, { content: 'one' })).body;
		const second = (await call('POST', path, { content: 'two' })).body;
		expect(first).toMatchObject({ content: 'one', author: { id: bot.id }, attachments: [], edited_timestamp: null });
		expect((await get(path)).body.map(({ content }: { content: string }) => content)).toEqual(['two', 'one']);
		expect((await get(`${path}?before=${second.id}`)).body).toEqual([first]);
		expect((await call('PATCH', `${path}/${first.id}`, { content: 'uno' })).body).toMatchObject({
			content: 'uno',
			edited_timestamp: expect.any(String),
		});
		expect((await get(`${path}/${first.id}`)).body.content).toBe('uno');
		expect((await call('DELETE', `${path}/${first.id}`)).status).toBe(204);
		expect((await get(`${path}/${first.id}`)).body.code).toBe(10008);
	});

	it('carry files that come as a multipart form', async () => {
		const { root, bot, path } = await aChannel();
		const form = new FormData();
		form.set('payload_json', JSON.stringify({ content: 'see file' }));
		form.set('files[0]', new Blob(['a,b\n1,2\n'], { type: 'text/csv' }), 'members.csv');
		const headers = { authorization: `Bot ${bot.token}` };
		const response = await fetch(`${root}/api/v10${path}`, { method: 'POST', body: form, headers });
		expect(await response.json()).toMatchObject({
			content: 'see file',
			attachments: [{ filename: 'members.csv', size: 8, content_type: 'text/csv' }],
		});
	});

	it('are refused if they are empty or too long, or if another author wrote them', async () => {
		const { call, path, guild, channel } = await aChannel();
		expect((await call('POST', path, {})).body.code).toBe(50006);
		expect((await call('POST', path, { content: 'x'.repeat(2001) })).body).toMatchObject({
			code: 50035,
			errors: { content: {} },
		});
		const foreign = guild.chat.post(channel, guild.memberAt(0).user, { content: 'hi' });
		expect(await call('PATCH', `${path}/${foreign.id}`, { content: 'ha' })).toMatchObject({
			status: 403,
			body: { code: 50005 },
		});
	});

	it.each([
		['polls', { poll: { question: { text: 'q' }, answers: [] } }],
		['stickers', { sticker_ids: ['1'] }],
		['forwards', { message_reference: { type: 1, channel_id: '1', message_id: '2' } }],
	])('are refused with 501 if they hold what the emulator does not have: %s', async (what, body) => {
		const { call, path } = await aChannel();
		const refused = await call('POST', path, body);
		expect([refused.status, refused.body.message]).toEqual([501, expect.stringContaining(`it does not have ${what}`)]);
	});

	it('change the world', async () => {
		const { call, path, world } = await aChannel();
		const heard: string[] = [];
		world.onChange(({ type }) => heard.push(type));
		const { id } = (await call('POST', path, { content: 'one' })).body;
		await call('PATCH', `${path}/${id}`, { content: 'two' });
		await call('DELETE', `${path}/${id}`);
		expect(heard).toEqual(['messageCreate', 'messageUpdate', 'messageDelete']);
	});
});

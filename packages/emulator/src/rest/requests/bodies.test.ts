import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function aChannel() {
	const rest = await startRest();
	const channel = [...rest.guild.channels.keys()][0] as string;
	const headers = { authorization: `Bot ${rest.bot.token}` };
	const send = async (method: string, path: string, body: string | FormData | URLSearchParams, type?: string) => {
		const given = { ...headers, ...(type !== undefined && { 'content-type': type }) };
		const response = await fetch(`${rest.root}/api/v10${path}`, { method, body, headers: given });
		const text = await response.text();
		return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
	};
	return { ...rest, channel, path: `/channels/${channel}/messages`, send };
}

const URL_ENCODED = 'application/x-www-form-urlencoded';
const form = (fields: Readonly<Record<string, string | Blob>>) => {
	const made = new FormData();
	for (const [name, value] of Object.entries(fields)) made.append(name, value);
	return made;
};

describe('ids that come as JSON integers', () => {
	it('are the same as text, to the last digit, in direct channels', async () => {
		const { send, guild } = await aChannel();
		const { id } = guild.memberAt(7).user;
		expect(Number.isSafeInteger(Number(id))).toBe(false);
		const { body } = await send('POST', '/users/@me/channels', `{"recipient_id":${id}}`, 'application/json');
		expect(body.recipients[0].id).toBe(id);
	});

	it('… in roles and voice channels of members, with permissions as integers', async () => {
		const { send, guild } = await aChannel();
		const { id } = guild.memberAt(7).user;
		const role = (await send('POST', `/guilds/${guild.id}/roles`, '{"permissions":1125899906842624001}')).body;
		expect(role.permissions).toBe('1125899906842624001');
		const voice = [...guild.channels.values()].filter(({ type }) => type === 2).map((channel) => channel.id);
		guild.setVoice(id, voice[0] ?? '');
		const { body } = await send(
			'PATCH',
			`/guilds/${guild.id}/members/${id}`,
			`{"roles":[${role.id}],"channel_id":${voice[1] ?? voice[0]}}`,
		);
		expect(body.roles).toEqual([role.id]);
		expect(guild.voiceStates.get(id)?.channel_id).toBe(voice[1] ?? voice[0]);
	});

	it('… in references, allowed mentions, attachments, emoji and default values of messages', async () => {
		const { send, path, guild, call } = await aChannel();
		const { id } = guild.memberAt(7).user;
		const first = (await call('POST', path, { content: 'first' })).body.id;
		const emoji = `{"type":2,"style":1,"custom_id":"b","emoji":{"id":${id},"name":"e"}}`;
		const menu = `{"type":5,"custom_id":"m","default_values":[{"id":${id},"type":"user"}]}`;
		const { body } = await send(
			'POST',
			path,
			`{"content":"<@${id}>","message_reference":{"message_id":${first}},"allowed_mentions":{"users":[${id}]},
			"components":[{"type":1,"components":[${emoji}]},{"type":1,"components":[${menu}]}]}`,
		);
		expect(body).toMatchObject({
			message_reference: { message_id: first },
			mentions: [{ id }],
			components: [{ components: [{ emoji: { id } }] }, { components: [{ default_values: [{ id }] }] }],
		});
	});

	it('… of fifteen digits, too, which numbers hold exactly', async () => {
		const { send, world, guild, bot } = await startRestWithShortIds();
		const channel = [...guild.channels.values()][0]?.id ?? '';
		const role = '123456789012345';
		expect(world.guild().id).toBe('100000000000000');
		const { status, body } = await send(
			'POST',
			`/channels/${channel}/messages`,
			`{"content":"x","allowed_mentions":{"roles":[${role}]},"sticker_ids":[],"attachments":[{"id":0}]}`,
		);
		expect([status, body.author.id]).toEqual([200, bot.id]);
	});

	it('… and as permissions of a command', async () => {
		const { send, bot } = await aChannel();
		const { body } = await send(
			'PUT',
			`/applications/${bot.id}/commands`,
			'[{"name":"a","description":"b","default_member_permissions":8}]',
		);
		expect(body[0].default_member_permissions).toBe('8');
	});

	it('that are not ids are refused with the path of the field', async () => {
		const { call, path } = await aChannel();
		for (const message_id of ['abc', -1, 1.5, {}, [], true]) {
			const { body } = await call('POST', path, { content: 'x', message_reference: { message_id } });
			expect(body.errors.message_reference.message_id._errors).toHaveLength(1);
		}
	});
});

async function startRestWithShortIds() {
	const rest = await startRest({ guilds: [{ id: '100000000000000', members: 5 }] });
	const send = (method: string, path: string, body: string) => rest.call(method, path, undefined, { body });
	return { ...rest, send };
}

describe('a form', () => {
	it.each<[string, (fields: Readonly<Record<string, string>>) => FormData | URLSearchParams]>([
		['multipart', form],
		['urlencoded', (fields) => new URLSearchParams(fields)],
	])('that is %s has the types of its route', async (_, make) => {
		const { send, path, guild, call } = await aChannel();
		const { id } = guild.memberAt(7).user;
		const first = (await call('POST', path, { content: 'first' })).body.id;
		const { status, body } = await send(
			'POST',
			path,
			make({
				...{ content: `true <@${id}>`, tts: 'true', flags: '4', nonce: '77' },
				...{ embeds: '[{"title":"1"}]', allowed_mentions: `{"users":[${id}]}` },
				message_reference: `{"message_id":${first}}`,
			}),
		);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			...{ content: `true <@${id}>`, tts: true, flags: 4, nonce: '77', embeds: [{ title: '1' }], mentions: [{ id }] },
			message_reference: { message_id: first },
		});
	});

	it('changes roles and members, opens channels and answers interactions', async () => {
		const { send, guild, interactions, bot } = await aChannel();
		const { id } = guild.memberAt(7).user;
		const post = (path: string, fields: Record<string, string>) => send('POST', path, new URLSearchParams(fields));
		const role = await post(`/guilds/${guild.id}/roles`, { name: '7', color: '255', hoist: 'false', mentionable: '1' });
		expect(role.body).toMatchObject({ name: '7', color: 255, hoist: false, mentionable: true });
		expect((await post('/users/@me/channels', { recipient_id: id })).body.recipients[0].id).toBe(id);
		const fields = [
			...[
				['nick', ''],
				['mute', 'true'],
				['roles', role.body.id],
				['roles', guild.id],
			],
			...[['communication_disabled_until', '']],
		] as [string, string][];
		const other = [...guild.roles.values()].find((each) => !each.managed && each.id !== guild.id)?.id ?? '';
		const twice = fields.map(([name, value]): [string, string] => [name, value === guild.id ? other : value]);
		const member = await send('PATCH', `/guilds/${guild.id}/members/${id}`, new URLSearchParams(twice));
		expect(member).toMatchObject({ status: 200, body: { nick: null, mute: true } });
		expect(member.body.roles.toSorted()).toEqual([role.body.id, other].toSorted());
		const sent = interactions.send({ botId: bot.id, data: { id: '1', name: 'a', type: 1 } }).data;
		const callback = { type: '4', data: '{"content":"hi","flags":64}' };
		expect((await post(`/interactions/${sent.id}/${sent.token}/callback`, callback)).status).toBe(204);
	});

	it('may hold its JSON in payload_json, as a file too, beside files and other fields', async () => {
		const { send, path } = await aChannel();
		const json = '{"content":"json","attachments":[{"id":1,"description":"two"}]}';
		for (const payload_json of [json, new Blob([json], { type: 'application/json' })]) {
			const files = { 'files[0]': new Blob(['one']), 'files[1]': new Blob(['two']) };
			const { body } = await send('POST', path, form({ content: 'field', tts: 'true', payload_json, ...files }));
			expect(body).toMatchObject({ content: 'json', tts: true });
			expect(body.attachments.map(({ description }: { description?: string }) => description)).toEqual([
				undefined,
				'two',
			]);
		}
		const encoded = new URLSearchParams({ payload_json: '{"content":"in a form"}' });
		expect((await send('POST', path, encoded)).body.content).toBe('in a form');
	});

	it('is refused with its wrong fields, and with 50109 for a payload that is not JSON', async () => {
		const { send, path } = await aChannel();
		const { status, body } = await send(
			'POST',
			path,
			new URLSearchParams({ content: 'x', tts: 'maybe', flags: 'many' }),
		);
		expect([status, body.code]).toEqual([400, 50035]);
		expect(body.errors).toMatchObject({
			tts: { _errors: [{ code: 'BOOLEAN_TYPE_CONVERT' }] },
			flags: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] },
		});
		expect((await send('POST', path, form({ payload_json: '{' }))).body.code).toBe(50109);
		expect((await send('POST', path, form({ payload_json: '5', content: 'x' }))).body.code).toBe(50035);
	});

	it('may be empty, and have its type in any case', async () => {
		const { send, channel, path } = await aChannel();
		expect((await send('POST', `/channels/${channel}/typing`, '', URL_ENCODED)).status).toBe(204);
		expect(
			(await send('POST', path, 'content=a+b%20c', `${URL_ENCODED.toUpperCase()}; charset=utf-8`)).body.content,
		).toBe('a b c');
	});

	it('may have numbers and booleans as text in JSON, too, and refuses other text', async () => {
		const { call, path } = await aChannel();
		const given = { content: 'x', tts: 'true', flags: '4' };
		expect((await call('POST', path, given)).body).toMatchObject({ content: 'x', tts: true, flags: 4 });
		expect((await call('POST', path, { content: 'x', tts: 0 })).body.tts).toBe(false);
		for (const wrong of [{ tts: 'yes' }, { tts: 2 }, { tts: [true] }, { flags: '4a' }, { flags: '' }, { flags: true }])
			expect((await call('POST', path, { content: 'x', ...wrong })).body.code).toBe(50035);
	});

	it('may have one of several numbers as text, and the kind of an overwrite as a word', async () => {
		const { send, channel, guild } = await aChannel();
		const thread = { name: 't', auto_archive_duration: '1440', type: '11' };
		const made = await send('POST', `/channels/${channel}/threads`, new URLSearchParams(thread));
		expect(made).toMatchObject({ status: 201, body: { type: 11, thread_metadata: { auto_archive_duration: 1440 } } });
		const { id } = guild.memberAt(7).user;
		for (const type of ['member', '1', 1]) {
			const overwrite = JSON.stringify({ type, allow: '1024', deny: '0' });
			expect((await send('PUT', `/channels/${channel}/permissions/${id}`, overwrite)).status).toBe(204);
			expect((await send('DELETE', `/channels/${channel}/permissions/${id}`, '')).status).toBe(204);
		}
		const wrong = [{ type: 'user' }, { type: '01x' }, { type: '2' }];
		for (const fields of wrong)
			expect(await send('PUT', `/channels/${channel}/permissions/${id}`, JSON.stringify(fields))).toMatchObject({
				...{ status: 400, body: { code: 50035 } },
			});
		const row = { type: '1', components: [{ type: '2', style: '1', label: 'a', custom_id: 'b' }] };
		const message = await send('POST', `/channels/${channel}/messages`, JSON.stringify({ components: [row] }));
		expect(message.body.components).toMatchObject([{ type: 1, components: [{ type: 2, style: 1 }] }]);
	});

	it('has the same types in what it keeps', async () => {
		const { call, channel, guild } = await aChannel();
		const option = { type: '3', name: 'o', description: 'd', max_length: '5', required: 'true' };
		const options = [{ type: '1', name: 's', description: 'd', options: [option] }];
		const { id } = (await call('GET', '/applications/@me')).body;
		const made = await call('POST', `/applications/${id}/commands`, { name: 'c', description: 'd', options });
		expect(made.body.options[0]).toMatchObject({ type: 1, options: [{ type: 3, max_length: 5, required: true }] });
		const edited = await call('PATCH', `/channels/${channel}`, { rate_limit_per_user: '5', nsfw: 'true' });
		expect(edited.body).toMatchObject({ rate_limit_per_user: 5, nsfw: true });
		const overwrites = [{ id: guild.id, type: 'role', deny: 1024 }];
		const hidden = await call('PATCH', `/channels/${channel}`, { permission_overwrites: overwrites });
		expect(hidden.body.permission_overwrites).toMatchObject([{ id: guild.id, type: 0, deny: '1024' }]);
	});
});

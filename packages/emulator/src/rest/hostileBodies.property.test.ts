import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { startRest } from '../tests/startRest.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const button = { type: 2, style: 1, custom_id: 'a', label: 'l', emoji: { id: '1', name: 'e' } };
const menu = { type: 3, custom_id: 'm', options: [{ label: 'l', value: 'v', description: 'd' }], max_values: 1 };
const users = { type: 5, custom_id: 'u', default_values: [{ id: '1', type: 'user' }] };
const row = (...components: Json[]): Json => ({ type: 1, components });
const embed = {
	title: 't',
	color: 1,
	fields: [{ name: 'n', value: 'v' }],
	footer: { text: 'f' },
	author: { name: 'a' },
};
const mentions = { parse: ['roles'], users: ['1'], replied_user: true };
const message: Json = {
	...{ content: '<@1> @everyone', embeds: [embed], components: [row(button), row(menu), row(users)], flags: 64 },
	...{ tts: false, nonce: 'n', allowed_mentions: mentions, attachments: [{ id: 0, filename: 'f', description: 'd' }] },
	...{ message_reference: { message_id: '1', fail_if_not_exists: false }, sticker_ids: ['1'] },
};
const section = { type: 9, components: [{ type: 10, content: 'c' }], accessory: button };
const second: Json = { flags: 32_768, components: [{ type: 17, components: [section, row(button)] }, section] };
const input = { type: 4, custom_id: 'i', style: 1, label: 'l', value: 'v' };
const label = { type: 18, label: 'l', component: { ...menu, custom_id: 'n' } };
const modal: Json = { custom_id: 'c', title: 't', components: [row(input), label, { type: 10, content: 'c' }] };
const option = { type: 3, name: 'o', description: 'd', choices: [{ name: 'n', value: 'v', name_localizations: null }] };
const group = {
	type: 2,
	name: 'g',
	description: 'd',
	options: [{ type: 1, name: 's', description: 'd', options: [option] }],
};
const command: Json = {
	...{ name: 'c', description: 'd', name_localizations: { ko: '이름' }, default_member_permissions: 8 },
	...{ options: [group], nsfw: false, contexts: [0] },
};

/** Requests for each route; `:id` stands for one that exists. */
const seeds: readonly (readonly [method: string, path: string, body: Json])[] = [
	['POST', '/channels/:channel/messages', message],
	['POST', '/channels/:channel/messages', second],
	['PATCH', '/channels/:channel/messages/:message', message],
	['POST', '/interactions/:interaction/:token/callback?with_response=1', { type: 4, data: message }],
	['POST', '/interactions/:interaction/:token/callback', { type: 4, data: second }],
	['POST', '/interactions/:interaction/:token/callback', { type: 5, data: { flags: 64 } }],
	['POST', '/interactions/:interaction/:token/callback', { type: 9, data: modal }],
	[
		'POST',
		'/interactions/:completion/:completionToken/callback',
		{ type: 8, data: { choices: [{ name: 'n', value: 1 }] } },
	],
	['POST', '/webhooks/:bot/:answered', message],
	['PATCH', '/webhooks/:bot/:answered/messages/@original', message],
	['POST', '/applications/:bot/commands', command],
	['PUT', '/applications/:bot/guilds/:guild/commands', [command, { name: 'User Menu', type: 2 }]],
	['PATCH', '/applications/:bot/commands/:command', command],
	['POST', '/guilds/:guild/roles', { name: 'n', permissions: 8, color: 1, hoist: true, mentionable: false }],
	['PATCH', '/guilds/:guild/roles/:role', { name: 'n', permissions: '8', color: 1 }],
	['PATCH', '/guilds/:guild/members/:user', { nick: 'n', roles: ['1'], mute: true, deaf: false, channel_id: null }],
	['PATCH', '/guilds/:guild/members/:user', { communication_disabled_until: '2026-01-01T00:00:00Z' }],
	['PATCH', '/guilds/:guild/members/@me', { nick: 'n' }],
	['POST', '/users/@me/channels', { recipient_id: '1' }],
];

const names = ['type', 'flags', 'content', 'components', 'id', 'toString', 'valueOf', '__proto__', '_errors', 'length'];
const { anything } = fc.letrec<{ anything: Json }>((tie) => ({
	anything: fc.oneof(
		{ depthSize: 'small' },
		fc.constantFrom<Json>(null, true, '', 'x', '1', -1, 0, 1, 2.5, 2 ** 53, 1e300, '\ud800', '__proto__', {}, []),
		fc.array(tie('anything'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...names), tie('anything'), { maxKeys: 3 }),
	),
}));

/** Puts another value in the place of the nth one, or lets it be when there are fewer. */
function replace(json: Json, at: { left: number }, value: Json): Json {
	if (at.left-- === 0) return value;
	if (Array.isArray(json)) return json.map((each: Json) => replace(each, at, value));
	if (typeof json !== 'object' || json === null) return json;
	return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, replace(each, at, value)]));
}

/** What only Discord has, such as stickers, is answered 501. */
const isAnswer = (status: number) => status < 500 || status === 501;

it('gets an answer of Discord for anything in the place of a value, and never an error of the emulator', async () => {
	const { call, guild, interactions, bot } = await startRest();
	const channel = [...guild.channels.keys()][0] ?? '';
	const interact = (type: number) =>
		interactions.send({ botId: bot.id, type, data: { id: '1', name: 'c', type: 1 } }).data;
	const made = (await call('POST', `/applications/${bot.id}/commands`, command)).body.id;
	const role = (await call('POST', `/guilds/${guild.id}/roles`, {})).body.id;
	const own = (await call('POST', `/channels/${channel}/messages`, { content: 'own' })).body.id;
	const answered = interact(2);
	await call('POST', `/interactions/${answered.id}/${answered.token}/callback`, { type: 4, data: { content: 'x' } });
	const known = { channel, role, message: own, bot: bot.id, guild: guild.id, command: made, answered: answered.token };
	const place = (path: string) => {
		const { id: interaction, token } = interact(2);
		const { id: completion, token: completionToken } = interact(4);
		const user = guild.memberAt(3).user.id;
		const ids: Readonly<Record<string, string>> = { ...known, interaction, token, completion, completionToken, user };
		return path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '');
	};
	for (const [method, path, body] of seeds) {
		const { status } = await call(method, place(path), body);
		expect([path, isAnswer(status)]).toEqual([path, true]);
	}
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...seeds), fc.nat(60), anything, async ([method, path, body], left, value) => {
			const { status, body: answer } = await call(method, place(path), replace(body, { left }, value));
			expect({ status, answer: isAnswer(status) ? '' : answer }).toEqual({ status: expect.any(Number), answer: '' });
		}),
		{ numRuns: 300 * inject('depth') },
	);
});

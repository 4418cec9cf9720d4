import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startRest } from '../../tests/startRest.js';

async function anInteraction() {
	const rest = await startRest();
	const heard: unknown[] = [];
	rest.world.onChange((change) => heard.push(change));
	const sent = rest.interactions.send({ botId: rest.bot.id, data: { id: '1', name: 'ping', type: 1 } });
	const { id, token } = sent.data;
	const webhook = `/webhooks/${rest.bot.id}/${token}`;
	// Neither route wants a token of the bot.
	const bare = (method: string, path: string, json?: unknown) =>
		rest.call(method, path, json, { headers: { authorization: '' } });
	const acknowledge = (json: unknown, query = '') =>
		bare('POST', `/interactions/${id}/${token}/callback${query}`, json);
	return { ...rest, sent, heard, webhook, bare, acknowledge };
}

function aModal() {
	const input = { type: 4, custom_id: 't', style: 1, label: 'Text' };
	return { custom_id: 'm', title: 'T', components: [{ type: 1, components: [input] }] };
}

function aMessageIn({ guild, bot }: Awaited<ReturnType<typeof startRest>>) {
	return { channel: [...guild.channels.keys()][0] as string, author: bot.user };
}

describe('interactions', () => {
	it("reach their bot with the user, the place, and the bot's permissions", async () => {
		const { heard, bot, guild } = await anInteraction();
		expect(heard).toMatchObject([
			{
				type: 'interactionCreate',
				botId: bot.id,
				interaction: {
					type: 2,
					application_id: bot.id,
					guild_id: guild.id,
					data: { name: 'ping' },
					member: { user: { id: guild.ownerId }, permissions: expect.any(String) },
					app_permissions: expect.any(String),
				},
			},
		]);
	});

	it('are answered by one callback with 204, or with the message on request', async () => {
		const { acknowledge, sent } = await anInteraction();
		const reply = sent.waitFor();
		expect((await acknowledge({ type: 4, data: { content: 'pong' } })).status).toBe(204);
		expect(await reply).toMatchObject({ kind: 'callback', body: { type: 4 }, message: { content: 'pong' } });
		expect(await acknowledge({ type: 4, data: { content: 'again' } })).toMatchObject({
			status: 400,
			body: { code: 40060 },
		});
		const other = await anInteraction();
		const { status, body } = await other.acknowledge({ type: 4, data: { content: 'pong' } }, '?with_response=true');
		expect([status, body.resource.message.content]).toEqual([200, 'pong']);
	});

	it('take a deferred answer that is filled in, read and deleted as @original', async () => {
		const { acknowledge, bare, webhook, sent } = await anInteraction();
		expect((await bare('PATCH', `${webhook}/messages/@original`, { content: 'early' })).body.code).toBe(10008);
		await acknowledge({ type: 5 });
		expect((await bare('GET', `${webhook}/messages/@original`)).body.flags).toBe(128);
		const filled = await bare('PATCH', `${webhook}/messages/@original`, { content: 'done' });
		expect(filled.body).toMatchObject({ content: 'done', flags: 0 });
		expect((await bare('DELETE', `${webhook}/messages/@original`)).status).toBe(204);
		expect(sent.replies.map(({ kind }) => kind)).toEqual(['callback', 'edit', 'delete']);
	});

	it('take further messages, with files, after the first answer', async () => {
		const { acknowledge, bare, webhook, sent, root } = await anInteraction();
		expect((await bare('POST', webhook, { content: 'too early' })).body.code).toBe(10015);
		await acknowledge({ type: 4, data: { content: 'first' } });
		const form = new FormData();
		form.set('payload_json', JSON.stringify({ content: 'list' }));
		form.set('files[0]', new Blob(['id\n']), 'members.csv');
		const response = await fetch(`${root}/api/v10${webhook}?wait=true`, { method: 'POST', body: form });
		expect(await response.json()).toMatchObject({ content: 'list', attachments: [{ filename: 'members.csv' }] });
		expect(sent.replies.at(-1)).toMatchObject({ kind: 'followup', files: [{ name: 'members.csv' }] });
	});

	it('are unknown after three seconds without an answer, and their token ends after fifteen minutes', async () => {
		const late = await anInteraction();
		late.clock.advance(3001);
		expect(await late.acknowledge({ type: 5 })).toMatchObject({ status: 404, body: { code: 10062 } });
		const { acknowledge, bare, webhook, clock } = await anInteraction();
		await acknowledge({ type: 5 });
		clock.advance(899_000);
		expect((await bare('PATCH', `${webhook}/messages/@original`, { content: 'just' })).status).toBe(200);
		clock.advance(2000);
		expect((await bare('POST', webhook, { content: 'late' })).body.code).toBe(50027);
		expect((await bare('POST', `/webhooks/1/nonsense`, { content: 'x' })).body.code).toBe(10015);
	});

	it('take only the callbacks of their kind, and stay open after a refusal', async () => {
		const { acknowledge, sent } = await anInteraction();
		for (const type of [1, 6, 7, 8, 99]) {
			expect((await acknowledge({ type, data: { content: 'x' } })).body).toMatchObject({
				...{ code: 50035, errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } } },
			});
		}
		expect((await acknowledge({ type: 4, data: {} })).body.code).toBe(50006);
		expect((await acknowledge({ type: 4, data: { content: 'x'.repeat(2001) } })).body).toMatchObject({
			errors: { data: { content: {} } },
		});
		expect((await acknowledge({ type: 9, data: { custom_id: 'm', title: 'T', components: [] } })).body.code).toBe(
			50035,
		);
		expect([sent.isAcknowledged, sent.refusals.length]).toEqual([false, 8]);
		expect((await acknowledge({ type: 4, data: { content: 'x' } })).status).toBe(204);
	});

	it('end a wait when the bot has its response, and not before', async () => {
		const { acknowledge, bare, webhook, sent, faults, clock } = await anInteraction();
		for (const answer of [
			() => acknowledge({ type: 4, data: { content: 'first' } }),
			() => bare('POST', webhook, { content: 'second' }),
			() => bare('PATCH', `${webhook}/messages/@original`, { content: 'third' }),
			() => bare('DELETE', `${webhook}/messages/@original`),
		]) {
			const count = sent.replies.length + 1;
			const order: string[] = [];
			const told = sent.waitFor((reply) => reply === sent.replies[count - 1]).then(() => order.push('told'));
			faults.add({ on: 'rest', delay: 500 });
			const response = answer().then(() => order.push('response'));
			await expect.poll(() => sent.replies.length).toBe(count);
			for (let turns = 0; turns < 10; turns++) await turn();
			expect(order).toEqual([]);
			clock.advance(500);
			await Promise.all([told, response]);
			expect(order).toEqual(['response', 'told']);
		}
	});

	it('end a wait even if the bot never gets its response', async () => {
		const { acknowledge, sent, faults } = await anInteraction();
		faults.add({ on: 'rest', truncateBody: true });
		const told = sent.waitFor();
		await acknowledge({ type: 4, data: { content: 'x' } }, '?with_response=true').catch(() => undefined);
		expect(await told).toMatchObject({ message: { content: 'x' } });
	});

	it.each([
		[{ type: 4, data: { content: 'x', flags: 64 } }, 2, [false, true], true],
		[{ type: 5 }, 2, [true, false], false],
		[{ type: 6 }, 3, [false, false], false],
		[{ type: 7, data: { content: 'x' } }, 3, [false, false], true],
		[{ type: 9, data: aModal() }, 2, undefined, false],
		[{ type: 8, data: { choices: [] } }, 4, undefined, false],
	])('answer the callback %j of an interaction of type %i with exactly the fields of its type', async (...given) => {
		const [body, type, message, hasResource] = given;
		const rest = await startRest();
		const { channel, author } = aMessageIn(rest);
		const source = rest.guild.chat.post(channel, author, { content: 'source' });
		const on = type === 3 ? { channelId: channel, message: source } : {};
		const sent = rest.interactions.send({ botId: rest.bot.id, type, data: { custom_id: 'c' }, ...on });
		const { id, token } = sent.data;
		const got = await rest.call('POST', `/interactions/${id}/${token}/callback?with_response=true`, body);
		const [loading, ephemeral] = message ?? [];
		expect(got.body).toEqual({
			interaction: {
				...{ id, type },
				...(message && {
					response_message_id: sent.originalId,
					response_message_loading: loading,
					response_message_ephemeral: ephemeral,
				}),
			},
			...(hasResource && { resource: { type: body.type, message: sent.message } }),
		});
	});

	it('are named by their messages, with the clicked message, the first answer and the interaction that opened the form', async () => {
		const rest = await startRest();
		const { channel, author } = aMessageIn(rest);
		const source = rest.guild.chat.post(channel, author, { content: 'source' });
		const answerTo = async (sent: ReturnType<typeof rest.interactions.send>, body: object) => {
			await rest.call('POST', `/interactions/${sent.data.id}/${sent.data.token}/callback`, body);
			return sent.message?.interaction_metadata;
		};
		const common = { botId: rest.bot.id, channelId: channel };
		const click = rest.interactions.send({ ...common, type: 3, message: source, data: { custom_id: 'b' } });
		await answerTo(click, { type: 9, data: aModal() });
		const submit = rest.interactions.send({ ...common, type: 5, message: source, data: { custom_id: 'm' } });
		const owner = rest.guild.user(rest.guild.ownerId);
		const owners = {
			authorizing_integration_owners: { '0': rest.guild.id },
			user: { ...owner, flags: owner?.public_flags },
		};
		expect(await answerTo(submit, { type: 4, data: { content: 'thanks' } })).toEqual({
			...{ id: submit.data.id, type: 5, ...owners },
			triggering_interaction_metadata: { id: click.data.id, type: 3, ...owners, interacted_message_id: source.id },
		});
		const followup = await rest.call('POST', `/webhooks/${rest.bot.id}/${submit.data.token}`, { content: 'and' });
		expect(followup.body.interaction_metadata.original_response_message_id).toBe(submit.originalId);
		const data = { type: 3, target_id: source.id, name: 'x', id: '1' };
		const menu = rest.interactions.send({ ...common, data });
		expect(await answerTo(menu, { type: 4, data: { content: 'x' } })).toEqual({
			...{ id: menu.data.id, type: 2, ...owners, target_message_id: source.id },
		});
		expect(menu.message?.type).toBe(23);
	});

	it('have messages with numbered components and rich embeds, as in channels and edits', async () => {
		const { acknowledge, sent, call, guild } = await anInteraction();
		const button = (custom_id: string) => ({ type: 2, style: 1, label: 'Go', custom_id });
		const message = {
			components: [{ type: 1, components: [button('a'), button('b')] }],
			embeds: [{ title: 'T', fields: [{ name: 'n', value: 'v' }] }],
		};
		const complete = {
			components: [
				{
					type: 1,
					id: 1,
					components: [
						{ ...button('a'), id: 2 },
						{ ...button('b'), id: 3 },
					],
				},
			],
			embeds: [{ type: 'rich', title: 'T', fields: [{ name: 'n', value: 'v', inline: false }] }],
		};
		await acknowledge({ type: 4, data: message });
		expect(sent.message).toMatchObject(complete);
		const channel = [...guild.channels.keys()][0];
		const posted = await call('POST', `/channels/${channel}/messages`, { content: 'plain' });
		expect((await call('PATCH', `/channels/${channel}/messages/${posted.body.id}`, message)).body).toMatchObject(
			complete,
		);
	});
});

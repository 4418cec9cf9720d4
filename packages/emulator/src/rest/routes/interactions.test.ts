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

describe('interactions', () => {
	it('are told to the bot they are for, with who acts, where, and what the bot may', async () => {
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
});

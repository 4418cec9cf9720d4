import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApplicationCommandOptionType, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GatewayClient } from '../tests/GatewayClient.js';
import { called, startControl } from '../tests/startControl.js';
import { controlRoutes } from './routes/index.js';

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

describe('the control API', () => {
	it('says where Discord is, who is connected, and waits until a bot is ready', async () => {
		const { emulator, call, guild } = await startControl();
		expect(await call('getStatus')).toMatchObject({
			restUrl: emulator.restUrl,
			guilds: [{ id: guild.id, members: 60 }],
		});
		expect((await call('listCases')).map(({ name }: { name: string }) => name)).toContain('chunk-lost');
		const late = await call('awaitReady', { query: { within: 20 } });
		expect(late).toMatchObject({ status: 504, error: { message: expect.stringContaining('has 0 of 1 sessions') } });
		const ready = call('awaitReady');
		const client = await GatewayClient.login(emulator);
		expect((await ready).sessions).toMatchObject([{ isReady: true, shard: [0, 1] }]);
		expect(await call('getStats')).toMatchObject({ identifies: 1 });
		await call('resetStats');
		expect(await call('getStats')).toMatchObject({ identifies: 0 });
		client.close();
	});

	it('changes the world, and bots see each change', async () => {
		const { emulator, call, guild } = await startControl();
		const client = await GatewayClient.login(emulator, { intents: 3 | (1 << 7) | (1 << 9) | (1 << 15) });
		const joined = await call('join', { body: { nick: 'New' } });
		const userId = joined.user.id;
		expect((await client.next('GUILD_MEMBER_ADD')).d).toMatchObject({ nick: 'New', user: { id: userId } });
		const role = await call('createRole', { body: { name: 'Tester' } });
		expect((await call('listRoles')).at(-1)).toMatchObject({ name: 'Tester' });
		expect(await call('addRole', { params: { userId, roleId: role.id } })).toMatchObject({ roles: [role.id] });
		expect((await call('countRoles'))[role.id]).toBe(1);
		expect(await call('removeRole', { params: { userId, roleId: role.id } })).toMatchObject({ roles: [] });
		await call('updateRole', { params: { roleId: role.id }, body: { color: 255 } });
		await call('deleteRole', { params: { roleId: role.id }, query: { fromMembers: false } });
		await call('updateMember', { params: { userId }, body: { nick: null } });
		expect(await call('getMember', { params: { userId } })).toMatchObject({ nick: null });
		expect(await call('getMember', { params: { userId: 'owner' } })).toMatchObject({ user: { id: guild.ownerId } });
		expect((await call('updateUser', { params: { userId }, body: { global_name: 'G' } })).global_name).toBe('G');
		expect(await call('listMembers', { query: { limit: 7 } })).toHaveLength(7);
		expect((await call('getFirstMember', { params: { index: 3 } })).user.id).toBe(guild.memberAt(3).user.id);
		const channel = await call('createChannel', { body: { name: 'new', type: 2 } });
		await client.next(({ t, d }) => t === 'CHANNEL_CREATE' && d.id === channel.id);
		await call('setVoice', { params: { userId }, body: { channelId: channel.id, self_mute: true } });
		expect(await call('listVoice')).toContainEqual(expect.objectContaining({ user_id: userId, self_mute: true }));
		await call('leaveVoice', { params: { userId } });
		await call('deleteChannel', { params: { channelId: channel.id } });
		const channelId = (await call('listChannels'))[0].id;
		const posted = await call('postMessage', { params: { channelId }, body: { userId, content: 'hi' } });
		expect((await client.next('MESSAGE_CREATE')).d).toMatchObject({ id: posted.id, content: 'hi' });
		expect((await call('listMessages', { params: { channelId } }))[0].id).toBe(posted.id);
		expect(await call('getFiles', { params: { channelId, messageId: posted.id } })).toEqual([]);
		await call('deleteMessage', { params: { channelId, messageId: posted.id } });
		expect(await call('changeGuild', { body: { name: 'Renamed' } })).toMatchObject({ settings: { name: 'Renamed' } });
		await call('startOutage');
		expect(await call('getGuild')).toMatchObject({ available: false });
		await call('endOutage');
		await call('leave', { params: { userId } });
		await client.next('GUILD_MEMBER_REMOVE');
		expect(await call('listGuilds')).toMatchObject([{ members: 60 }]);
		const activity = await call('startActivity', { body: { joinsPerSecond: 0 } });
		await call('stopActivity', { params: { activityId: activity.id } });
		client.close();
	});

	it('bans, sets permissions and presences, starts threads and reacts', async () => {
		const { call, guild } = await startControl();
		const userId = guild.memberAt(6).user.id;
		const [channelId = ''] = guild.channels.keys();
		await call('ban', { params: { userId }, body: { reason: 'spam' } });
		expect(await call('listBans')).toMatchObject([{ reason: 'spam', user: { id: userId } }]);
		expect(await call('getMember', { params: { userId } })).toMatchObject({ status: 404 });
		await call('unban', { params: { userId } });
		expect(await call('unban', { params: { userId } })).toMatchObject({ status: 404 });
		await call('join', { body: { user: { id: userId } } });
		expect(await call('updateChannel', { params: { channelId }, body: { name: 'renamed' } })).toMatchObject({
			name: 'renamed',
		});
		const overwrite = { params: { channelId, overwriteId: guild.id }, body: { type: 0, deny: '1024' } };
		await call('setOverwrite', overwrite);
		expect(guild.sees(userId, channelId)).toBe(false);
		await call('removeOverwrite', { params: overwrite.params });
		expect(guild.sees(userId, channelId)).toBe(true);
		await call('setPresence', { params: { userId }, body: { status: 'dnd' } });
		expect(guild.presences.of(userId)).toMatchObject({ status: 'dnd' });
		const thread = await call('createThread', { body: { parentId: channelId, name: 'a thread' } });
		await call('joinThread', { params: { threadId: thread.id, userId } });
		expect(guild.threads.isIn(thread.id, userId)).toBe(true);
		await call('leaveThread', { params: { threadId: thread.id, userId } });
		expect(await call('listThreads')).toMatchObject([{ id: thread.id, member_count: 1 }]);
		await call('deleteThread', { params: { threadId: thread.id } });
		const { id: messageId } = await call('postMessage', { params: { channelId }, body: { content: 'hi' } });
		const reaction = { params: { channelId, messageId, emoji: '👍', userId } };
		await call('addReaction', reaction);
		expect(guild.chat.reactions.usersOf(messageId, { id: null, name: '👍' })).toEqual([userId]);
		await call('removeReaction', reaction);
		expect(guild.chat.reactions.kindsOf(messageId)).toBe(0);
		expect(await call('listAuditLog')).toEqual([]);
	});

	it('does the rest of what the typed API can do', async () => {
		const { call, guild, emulator } = await startControl();
		const userId = guild.memberAt(6).user.id;
		const [channelId = ''] = guild.channels.keys();
		await call('editGuild', { body: { description: 'for tests' } });
		expect(guild.details.description).toBe('for tests');
		const { permissions } = await call('getPermissions', { params: { userId }, query: { channelId } });
		expect(permissions).toBe(guild.permissionsOf(userId, channelId).toString());
		expect(await call('getPermissions', { params: { userId: '5' } })).toMatchObject({ status: 404 });
		expect(await call('getUser', { params: { userId } })).toEqual(guild.user(userId));
		await call('updateMember', { params: { userId }, body: { nick: 'Zebra' } });
		expect(await call('searchMembers', { query: { name: 'zeb' } })).toMatchObject([{ user: { id: userId } }]);
		expect(await call('getPresence', { params: { userId: guild.ownerId } })).toEqual(
			guild.presences.of(guild.ownerId) ?? { status: 'offline' },
		);

		const written = [];
		for (const content of ['one', 'two', 'three'])
			written.push((await call('postMessage', { params: { channelId }, body: { content } })).id);
		const [first, second, third] = written;
		const one = { channelId, messageId: first };
		expect(await call('editMessage', { params: one, body: { content: 'uno', id: '1' } })).toMatchObject({
			...{ id: first, content: 'uno', edited_timestamp: expect.any(String) },
		});
		await call('pinMessage', { params: one });
		expect(await call('listPins', { params: { channelId } })).toMatchObject([{ id: first }]);
		await call('unpinMessage', { params: one });
		expect(await call('listPins', { params: { channelId } })).toEqual([]);
		await call('addReaction', { params: { ...one, emoji: '👍', userId } });
		expect(await call('listReactions', { params: { ...one, emoji: '👍' } })).toEqual([userId]);
		await call('deleteMessages', { params: { channelId }, body: { messageIds: [second, third, '5'] } });
		expect(await call('listMessages', { params: { channelId } })).toMatchObject([{ id: first }]);
		const changes: string[] = [];
		emulator.world.onChange(({ type }) => void changes.push(type));
		await call('startTyping', { params: { channelId }, body: { userId } });
		expect(changes).toEqual(['typingStart']);

		const invite = await call('createInvite', { body: { channelId, maxUses: 1 } });
		expect(await call('listInvites')).toMatchObject([{ code: invite.code, uses: 0 }]);
		await call('useInvite', { params: { code: invite.code } });
		expect(await call('deleteInvite', { params: { code: invite.code } })).toMatchObject({ status: 404 });
		await call('deleteInvite', { params: { code: (await call('createInvite', { body: { channelId } })).code } });

		const webhook = await call('createWebhook', { body: { channelId, name: 'News' } });
		await call('updateWebhook', { params: { webhookId: webhook.id }, body: { name: 'More' } });
		expect(await call('listWebhooks')).toMatchObject([{ name: 'More', token: webhook.token }]);
		await call('deleteWebhook', { params: { webhookId: webhook.id } });
		expect(await call('updateWebhook', { params: { webhookId: webhook.id }, body: {} })).toMatchObject({ status: 404 });

		const { id: threadId } = await call('createThread', { body: { parentId: channelId, name: 'a thread' } });
		const renamed = await call('updateThread', { params: { threadId }, body: { name: 'old', archived: true } });
		expect(renamed).toMatchObject({ name: 'old', thread_metadata: { archived: true } });
		expect(await call('listThreadMembers', { params: { threadId } })).toMatchObject([{ user_id: guild.ownerId }]);

		const allowed = { id: guild.id, type: 1, permission: true };
		await call('setCommandPermissions', { params: { commandId: '7' }, body: { permissions: [allowed] } });
		expect(await call('listCommandPermissions')).toMatchObject([{ id: '7', permissions: [allowed] }]);
	});

	it('lets a bot take interactions over HTTP, and says why it cannot', async () => {
		const { call, emulator } = await startControl();
		expect(await call('setInteractionsEndpoint', { body: { url: 'http://127.0.0.1:1/' } })).toMatchObject({
			status: 400,
			error: {
				message: expect.stringMatching(/^The endpoint could not be verified: .*ECONNREFUSED/),
				cure: expect.stringContaining('401'),
			},
		});
		// A bot that starts a little later, and takes every second PING: the first has a wrong signature.
		let pings = 0;
		const bot = createServer((request, response) => {
			request.resume();
			if (++pings % 2 === 0) response.end('{"type":1}');
			else response.writeHead(401).end();
		});
		const port = await freePort();
		const set = call('setInteractionsEndpoint', { body: { url: `http://127.0.0.1:${port}/`, within: 60_000 } });
		bot.listen(port, '127.0.0.1');
		onTestFinished(() => void bot.close());
		await set;
		expect(pings).toBe(2);
		await call('setInteractionsEndpoint', { body: { url: null } });
		expect((await call('getStatus')).bots).toEqual(emulator.bots);
	});

	it('lets actors act, and waits for what a bot answers', async () => {
		const { emulator, call } = await startControl();
		const client = await GatewayClient.login(emulator);
		const headers = { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' };
		const rest = (method: string, path: string, body: unknown) =>
			fetch(`${emulator.restUrl}/v10${path}`, { method, headers, body: JSON.stringify(body) });
		const option = {
			type: ApplicationCommandOptionType.Integer,
			name: 'days',
			description: 'Days.',
			autocomplete: true,
		};
		const attached = { type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'A file.' };
		await rest('PUT', `/applications/${emulator.bots[0]?.id}/commands`, [
			{ name: 'hours', description: 'Hours.', options: [option, attached] },
			{ name: 'Look', type: 2 },
			{ name: 'Keep', type: 3 },
		]);
		const answer = async (type: number, data: unknown) => {
			const { d } = await client.next('INTERACTION_CREATE');
			await rest('POST', `/interactions/${d.id}/${d.token}/callback`, { type, data });
			return d;
		};
		const button = { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'More', custom_id: 'more' };
		const menu = { type: ComponentType.StringSelect, custom_id: 'menu', options: [{ label: 'A', value: 'a' }] };
		const rows = [button, menu].map((component) => ({ type: 1, components: [component] }));
		const run = call('actorRun', {
			params: { userId: 'owner' },
			body: { command: 'hours', options: { days: 7, file: { name: 'a.txt', base64: 'aGk=' } }, answerWithin: 60_000 },
		});
		const asked = await answer(4, { content: 'seven', components: rows });
		expect(asked.data.options[0]).toMatchObject({ name: 'days', value: 7 });
		const ran = await run;
		expect(ran).toMatchObject({ isAcknowledged: true, answer: { kind: 'message', content: 'seven', files: [] } });
		const { message } = ran.answer;
		const before = performance.now();
		const click = await call('actorClick', {
			params: { userId: 'owner' },
			body: { message: { channelId: message.channel_id, id: message.id }, button: 'More' },
		});
		expect(performance.now() - before).toBeGreaterThan(98); // no person is quicker
		const input = { type: 4, custom_id: 'text', style: 1, label: 'Text' };
		await answer(9, { custom_id: 'form', title: 'Form', components: [{ type: 1, components: [input] }] });
		expect(await call('awaitAnswer', { params: { interactionId: click.id }, query: { kind: 'modal' } })).toMatchObject({
			modal: { custom_id: 'form' },
		});
		const submitted = await call('actorSubmit', {
			params: { userId: 'owner' },
			body: { interactionId: click.id, values: { text: 'typed' } },
		});
		await answer(4, { content: 'thanks', flags: 64 });
		const thanks = await call('awaitAnswer', { params: { interactionId: submitted.id } });
		expect(thanks).toMatchObject({ content: 'thanks', isEphemeral: true });
		const selected = call('actorSelect', {
			params: { userId: 'owner' },
			body: { interactionId: ran.id, menu: 'menu', picks: ['a'], answerWithin: 60_000 },
		});
		await answer(7, { content: 'picked' });
		expect((await selected).answer).toMatchObject({ kind: 'update', content: 'picked' });
		const typing = call('actorAutocomplete', {
			params: { userId: 'owner' },
			body: { command: 'hours', options: { days: 1 }, focused: 'days', answerWithin: 60_000 },
		});
		await answer(8, { choices: [{ name: 'One', value: 1 }] });
		expect((await typing).answer.choices).toEqual([{ name: 'One', value: 1 }]);
		const targetId = emulator.world.guild().memberAt(2).user.id;
		await call('actorRunOnUser', { params: { userId: 'owner' }, body: { command: 'Look', targetId } });
		await call('actorRunOnMessage', { params: { userId: 'owner' }, body: { command: 'Keep', interactionId: ran.id } });
		const silent = await call('sendInteraction', { body: { data: { id: '1', name: 'raw', type: 1 } } });
		expect(await call('getInteraction', { params: { interactionId: silent.id } })).toMatchObject({
			isAcknowledged: false,
		});
		expect(await call('awaitAnswer', { params: { interactionId: silent.id }, query: { within: 5 } })).toMatchObject({
			status: 504,
		});
		client.close();
	});

	it('lets actors write, speak, join and leave', async () => {
		const { call, guild, emulator } = await startControl();
		const userId = guild.memberAt(4).user.id;
		const voice = [...guild.channels.values()].flatMap(({ id, type }) => (type === 2 ? [id] : []));
		const act = (name: string, body: object = {}) => call(name, { params: { userId }, body });
		expect(await act('actorSay', { text: 'hello' })).toMatchObject({ content: 'hello', author: { id: userId } });
		await act('actorJoinVoice', { voiceChannelId: voice[0] });
		expect(await act('actorMove', { voiceChannelId: voice[1] })).toMatchObject({ channel_id: voice[1] });
		expect(await act('actorDeafen')).toMatchObject({ self_deaf: true, self_mute: true });
		expect(await act('actorMute', { on: false })).toMatchObject({ self_mute: false });
		await act('actorLeaveVoice');
		await act('actorLeave');
		await act('actorJoin');
		await act('actorCloseDirectMessages');
		expect(emulator.world.directMessages.isClosed(userId)).toBe(true);
		expect(await call('listDirectMessages', { params: { userId } })).toEqual([]);
		expect(await act('actorLeaveVoice')).toMatchObject({
			status: 400,
			error: { message: expect.stringContaining('in no voice channel') },
		});
	});

	it('lets things go wrong, and takes it back', async () => {
		const { emulator, call, guild } = await startControl({ gateway: { chunkSize: 10, requestWindow: 0 } });
		const status = async () => {
			const headers = { authorization: `Bot ${emulator.token}` };
			return (await fetch(`${emulator.restUrl}/v10/guilds/${guild.id}/members`, { headers })).status;
		};
		const fault = { on: 'rest', path: 'GET /guilds/:id/members', status: 503, times: 'ever' };
		const added = await call('addFault', { body: fault });
		expect(added).toMatchObject({ fault });
		expect([await status(), await status()]).toEqual([503, 503]);
		expect(await call('listFaults')).toEqual([added]);
		await call('removeFault', { params: { faultId: added.id } });
		expect(await status()).toBe(200);
		await call('addFault', { body: { on: 'memberRequest', lose: [1], after: { chunks: 3, do: 'skipSequence' } } });
		const client = await GatewayClient.login(emulator);
		client.requestAll(guild.id, 'n');
		await client.next(({ t, d }) => t === 'GUILD_MEMBERS_CHUNK' && d.chunk_index === 5);
		const chunks = client.events('GUILD_MEMBERS_CHUNK').map(({ d }) => d.chunk_index);
		expect(chunks).toEqual([0, 2, 3, 4, 5]);
		await call('clearFaults');
		for (const [name, body] of Object.entries({
			gatewayRequestHeartbeat: {},
			gatewayRequestReconnect: {},
			gatewaySkipSequence: { count: 2 },
			gatewayPauseDispatch: {},
			gatewayResumeDispatch: {},
			gatewayLag: { ms: 5 },
			gatewayLoseNextEvents: { count: 1, event: 'TYPING_START' },
			gatewayRefuseConnections: { count: 1 },
			gatewayClear: {},
			gatewayBlackhole: { shardId: 9 },
			dispatch: { event: 'TYPING_START', data: { a: 1 } },
			gatewayCut: { resumable: false, code: 4000 },
		}))
			await call(name, { body });
		for (const sent of [1, 7, 'TYPING_START']) await client.next(sent);
		expect(await client.closed).toBe(4000);
		const again = await GatewayClient.login(emulator);
		await call('gatewayInvalidSession', { body: { resumable: true } });
		expect((await again.next(9)).d).toBe(true);
		again.close();
	});

	it('tells what happened, and waits for it', async () => {
		const { emulator, call, guild } = await startControl();
		const waited = call('awaitLog', {
			body: { where: { type: 'request', route: 'modifyMember', body: { nick: { $matches: '^N' } } }, within: 60_000 },
		});
		const [id] = guild.ids(5, 1);
		await fetch(`${emulator.restUrl}/v10/guilds/${guild.id}/members/${id}`, {
			method: 'PATCH',
			headers: { authorization: `Bot ${emulator.token}`, 'content-type': 'application/json' },
			body: '{"nick":"Nick"}',
		});
		expect(await waited).toMatchObject([{ method: 'PATCH', status: 200, body: { nick: 'Nick' } }]);
		const [change] = await call('getLog', { query: { type: 'change' } });
		expect(change).toMatchObject({ change: { type: 'memberUpdate', member: { nick: 'Nick' } } });
		const after = (await call('getStatus')).log.last;
		expect(await call('getLog', { query: { after } })).toEqual([]);
		expect(await call('awaitLog', { body: { where: { type: 'change' }, after, within: 5 } })).toMatchObject({
			...{ status: 504, error: { message: '0 of 1 entries came within 5 ms that fit {"type":"change"}.' } },
		});
		expect(await call('awaitLog', { body: { where: { a: { $like: 1 } } } })).toMatchObject({ status: 400 });
	});

	it('lets the clock stand still and moves it, in turn', async () => {
		const { emulator, call } = await startControl({ gateway: { helloDelay: 1000 } });
		const { now } = await call('freezeClock');
		const client = new GatewayClient(emulator);
		onTestFinished(() => client.close());
		await expect.poll(() => call('getClock')).toEqual({ now, frozen: true });
		const moved = await Promise.all([
			call('advanceClock', { body: { ms: 400 } }),
			call('advanceClock', { body: { ms: 700 } }),
		]);
		expect(Math.max(...moved.map((each: { now: number }) => each.now))).toBe(now + 1100);
		expect(await call('thawClock')).toMatchObject({ frozen: false });
		await client.next(10);
		expect(await call('advanceClock', { body: { ms: 1 } })).toMatchObject({
			...{ status: 409, error: { message: 'The clock is not frozen.', cure: 'POST /clock/freeze first.' } },
		});
	});

	it('keeps bots connected when time jumps, and misses heartbeats as before afterwards', async () => {
		const { emulator, call, clock } = await startControl();
		const client = await GatewayClient.login(emulator);
		await call('freezeClock');
		await call('advanceClock', { body: { ms: 3_600_000 } });
		expect(await call('getStatus')).toMatchObject({ sessions: [{ isConnected: true }] });
		await clock.advance(3_600_000);
		expect(await client.closed).toBe(4009);
		const before = clock.pending;
		await call('advanceClock', { body: { ms: 1 } });
		expect(clock.pending).toBeLessThanOrEqual(before);
	});

	it('goes back to the start, to a snapshot and to a new world between tests', async () => {
		const { emulator, call, guild } = await startControl();
		await call('join', { body: {} });
		const { id } = await call('createSnapshot');
		await call('join', { body: {} });
		await call('addFault', { body: { on: 'rest', status: 500 } });
		const client = await GatewayClient.login(emulator);
		expect(await call('reset', { body: { snapshot: id } })).toMatchObject({ guilds: [{ members: 61 }], sessions: [] });
		expect(await client.closed).toBe(4009);
		expect(await call('listFaults')).toEqual([]);
		expect(await call('reset', { body: {} })).toMatchObject({ guilds: [{ id: guild.id, members: 60 }] });
		expect(await call('reset', { body: { guilds: [{ members: 7 }] } })).toMatchObject({ guilds: [{ members: 7 }] });
		expect(await call('reset')).toMatchObject({ guilds: [{ members: 60 }] });
		await call('deleteSnapshot', { params: { snapshotId: id } });
		expect(await call('reset', { body: { snapshot: id } })).toMatchObject({ status: 404 });
		expect(await call('reset', { body: { snapshot: id, seed: 3 } })).toMatchObject({ status: 400 });
	});

	it.each([
		['addFault', { body: { on: 'rest', statuss: 3 } }, 'body: unknown option "statuss"; did you mean "status"?'],
		[
			'addFault',
			{ body: { on: 'rest', status: 'many' } },
			'body.status: Invalid input: expected number, received string, got "many"',
		],
		['addFault', { body: { on: 'rest', path: 'guilds' } }, 'body.path: must be a path without /api/v10'],
		['addFault', { body: { on: 'rest', path: '/a', route: 'b' } }, 'has the route "b" and the path "/a"'],
		['addFault', { body: { on: 'gateway' } }, 'body.on'],
		['reset', { body: { guilds: [{ members: -1 }] } }, 'body.guilds.0.members'],
		[
			'reset',
			{ body: { guilds: [{ members: 1, role: 2 }] } },
			'body.guilds.0: unknown option "role"; did you mean "roles"',
		],
		['getGuild', { params: { guildId: '123' } }, 'There is no guild 123.'],
		['getGuild', { params: { guildId: 'abc' } }, 'path.guildId: must be an id: a text of digits'],
		['getMember', { params: { userId: '5' } }, 'has no member 5'],
		['listMembers', { query: { limit: 0 } }, 'query.limit'],
		['listMembers', { query: { limits: 3 } }, 'query: unknown option "limits"; did you mean "limit"?'],
		['leave', { params: { userId: '5' } }, 'has no member 5'],
		['actorRun', { params: { userId: 'owner' }, body: { command: 'none' } }, 'none'],
		['actorClick', { params: { userId: 'owner' }, body: { button: 'a' } }, 'There is no message to look at.'],
		['getInteraction', { params: { interactionId: '5' } }, 'There is no interaction 5.'],
		[
			'gatewayCut',
			{ body: { code: 4000 } },
			'body.resumable: Invalid input: expected boolean, received undefined, got nothing',
		],
		['join', { body: { nik: 'x' } }, 'body: unknown option "nik"; did you mean "nick"?'],
		['join', { body: { user: { user_name: 'x' } } }, 'body.user: unknown option "user_name"; did you mean "username"?'],
		['updateMember', { params: { userId: 'owner' }, body: { nick: 5 } }, 'body.nick: '],
		['createRole', { body: { colour: 5 } }, 'body: unknown option "colour"; did you mean "color"'],
		['startActivity', { body: { joins: 3 } }, 'body: unknown option "joins"; did you mean "joinsPerSecond"'],
	])('says what is wrong with %s %j', async (name, given, message) => {
		const { call } = await startControl();
		expect(await call(name, given)).toMatchObject({
			...{ status: expect.toSatisfy((status: number) => status === 400 || status === 404) },
			error: { message: expect.stringContaining(message) },
		});
	});

	it('answers only with its token, and no web page, and no other host', async () => {
		const { control, request, emulator } = await startControl();
		const statusWith = async (headers: Record<string, string>) =>
			(await request('GET', '/', undefined, headers)).status;
		expect(await statusWith({})).toBe(200);
		expect(await statusWith({ authorization: '' })).toBe(401);
		expect(await statusWith({ authorization: `Bearer ${emulator.token}` })).toBe(401);
		expect(await statusWith({ authorization: `Bearer ${control.token}x` })).toBe(401);
		expect(await statusWith({ origin: 'http://localhost' })).toBe(403);
		const { request: http } = await import('node:http');
		const status = await new Promise((resolve) => {
			const headers = { host: 'example.com', authorization: `Bearer ${control.token}` };
			http(control.url, { headers }, (response) => resolve(response.resume().statusCode)).end();
		});
		expect(status).toBe(403);
		expect((await request('GET', '/openapi.json', undefined, { origin: 'http://localhost' })).status).toBe(403);
		expect((await request('GET', '/nothing')).status).toBe(404);
		expect((await request('PUT', '/reset')).status).toBe(405);
		expect(
			(
				await fetch(`${control.url}/reset`, {
					method: 'POST',
					headers: { authorization: `Bearer ${control.token}` },
					body: '{',
				})
			).status,
		).toBe(400);
	});

	it('describes every operation, and each one was called in a test before', async () => {
		const { control } = await startControl();
		const { paths, openapi } = (await (await fetch(`${control.url}/openapi.json`)).json()) as {
			openapi: string;
			paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
		};
		expect(openapi).toBe('3.1.0');
		const described = Object.entries(paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
		);
		expect(described.map(({ operationId }) => operationId).sort()).toEqual(
			controlRoutes.map(({ name }) => name).sort(),
		);
		for (const { path, parameters = [] } of described) {
			const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath);
		}
		expect(controlRoutes.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
	});

	it('ends a wait when the client is gone, and when it stops', async () => {
		const { control, request } = await startControl();
		const stop = new AbortController();
		const asked = fetch(`${control.url}/bots/first/ready?within=600000`, {
			headers: { authorization: `Bearer ${control.token}` },
			signal: stop.signal,
		});
		stop.abort();
		await expect(asked).rejects.toThrow();
		const waiting = request('POST', '/log/await', { where: { type: 'close' }, within: 600_000 });
		const refused = expect(waiting).rejects.toThrow();
		await request('GET', '/');
		await control.stop();
		await refused;
	});
});

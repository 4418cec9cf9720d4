import { DiscordEmulator, ManualClock } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { GatewayClient, MEMBER_INTENTS } from '../../../../emulator/src/tests/GatewayClient.js';
import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';
import type { IDiscord, RestAnswer } from './IDiscord.js';

const REST_SECOND = 1_000;

/** The emulator, over real sockets. */
export async function emulated(size: number): Promise<IDiscord> {
	const clock = new ManualClock();
	const emulator = new DiscordEmulator({ guilds: [{ members: size }], gateway: { identifyWindow: 0 } }, clock);
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const guild = emulator.world.guild();
	let client = await GatewayClient.login(emulator);
	const heartbeatMs: number = client.received.find(({ op }) => op === 10)?.d.heartbeat_interval;
	const earlier: GatewayDispatch[] = [];
	const dispatchesOf = ({ received }: GatewayClient) =>
		received.flatMap(({ op, t, s, d }) => (op === 0 && t !== null ? [{ t, s, d }] : []));
	const loggedIn = dispatchesOf(client).length;

	async function ask(path: string): Promise<RestAnswer> {
		const headers = { authorization: `Bot ${emulator.token}` };
		const response = await fetch(`${emulator.restUrl}/v10/guilds/${guild.id}/members${path}`, { headers });
		const body = (await response.json()) as RawMember | RawMember[] | { retry_after: number };
		const { status } = response;
		if ('retry_after' in body) return { status, members: [], retryAfterMs: body.retry_after * REST_SECOND };
		return { status, members: response.ok ? ([body].flat() as RawMember[]) : [] };
	}

	async function connect(): Promise<GatewayClient> {
		earlier.push(...dispatchesOf(client));
		const old = client;
		client = new GatewayClient(emulator);
		await client.next(10);
		return old;
	}

	return {
		guildId: guild.id,
		get heard() {
			return [...earlier, ...dispatchesOf(client)].slice(loggedIn);
		},
		heartbeatMs,
		truth: () => new Map([...guild.members()].map((member) => [member.user.id, member as RawMember])),
		async pass(ms) {
			await client.settledHeartbeat(); // what was sent has come before time passes
			clock.advance(ms);
			await client.settledHeartbeat();
		},
		requestAll: (nonce) => client.send(8, { guild_id: guild.id, query: '', limit: 0, nonce }),
		requestIds: (user_ids, nonce) => client.send(8, { guild_id: guild.id, user_ids, nonce }),
		async requestAllAndCut(nonce) {
			emulator.faults.add({ on: 'memberRequest', after: { chunks: 1, do: 'cutResumable' } });
			client.requestAll(guild.id, nonce);
			await client.closed;
		},
		list: (after, limit) => ask(`?after=${after}&limit=${limit}`),
		get: (userId) => ask(`/${userId}`),
		limitNext: (retryMs) =>
			void emulator.faults.add({ on: 'rest', times: 1, rateLimited: { retryAfter: retryMs / REST_SECOND } }),
		join: () => void guild.join(),
		leave: (userId) => guild.leave(userId),
		update: (userId) => void guild.update(userId, { nick: `nick ${clock.now()}` }),
		deleteRole: () => guild.deleteRole([...guild.roles.keys()].find((id) => id !== guild.id) ?? ''),
		outage: (ms) => {
			guild.outage();
			clock.after(ms, () => guild.recover());
		},
		async cut() {
			emulator.faults.gateway.cut({ resumable: true });
			await client.closed;
		},
		async resume() {
			const cut = await connect();
			client.resume(cut);
			await client.next('RESUMED');
		},
		async renew() {
			await connect();
			client.identify({ intents: MEMBER_INTENTS });
			await client.next('GUILD_CREATE');
		},
		async isBeatAcknowledged() {
			client.send(1, null);
			return (await client.next(11)).op === 11;
		},
	};
}

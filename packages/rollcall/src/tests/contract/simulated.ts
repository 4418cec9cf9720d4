import { type GatewayDispatch, TransportError } from '../../interfaces/ITransport.js';
import { SimulatedDiscord } from '../simulation/SimulatedDiscord.js';
import { HEARTBEAT_MS } from '../simulation/SimulatedGateway.js';
import { VirtualClock } from '../VirtualClock.js';
import type { IDiscord, RestAnswer } from './IDiscord.js';

/** Between the first chunk and the second one. */
const AFTER_FIRST_CHUNK_MS = 115;

/** The simulation in virtual time. */
export async function simulated(size: number): Promise<IDiscord> {
	const clock = new VirtualClock();
	const rest: { answer: 'ok' | 'limited'; latencyMs: number; retryMs: number }[] = [];
	const discord = new SimulatedDiscord(clock, { seed: 1, size, rest });
	const { guild, gateway, timers } = discord;
	const heard: GatewayDispatch[] = [];
	discord.subscribe({ onDispatch: (_, dispatch) => heard.push(dispatch), onCut: () => {}, onEnd: () => {} });
	const query = { guild_id: guild.id, query: '', limit: 0 } as const;
	const signal = new AbortController().signal;

	async function answerOf(asked: Promise<RestAnswer>): Promise<RestAnswer> {
		return clock.runUntil(asked.catch(refusalOf), 60_000);
	}

	return {
		guildId: guild.id,
		heard,
		heartbeatMs: HEARTBEAT_MS,
		truth: () => new Map(guild.truth.rows),
		pass: (ms) => clock.advance(ms),
		requestAll: (nonce) => {
			if (nonce === undefined) discord.foreign(nonce);
			else void discord.requestMembers(0, { ...query, nonce });
		},
		requestIds: (user_ids, nonce) => void discord.requestMembers(0, { guild_id: guild.id, user_ids, nonce }),
		async requestAllAndCut(nonce) {
			void discord.requestMembers(0, { ...query, nonce });
			await clock.advance(AFTER_FIRST_CHUNK_MS);
			gateway.cut();
		},
		list: (after, limit) =>
			answerOf(discord.listMembers(guild.id, after, limit, signal).then(({ members }) => ({ status: 200, members }))),
		get: (userId) =>
			answerOf(
				discord
					.getMember(guild.id, userId, signal)
					.then((member) => (member ? { status: 200, members: [member] } : { status: 404, members: [] })),
			),
		limitNext(retryMs) {
			rest[discord.rest.callCount] = { answer: 'limited', latencyMs: 100, retryMs };
		},
		join: () => discord.happen('join'),
		leave: (userId) => discord.happen('leave', userId),
		update: (userId) => discord.happen('update', userId),
		deleteRole: () => discord.happen('roleDelete'),
		outage: (ms) => discord.outage(ms),
		cut: async () => gateway.cut(),
		async resume() {
			gateway.resume();
			await clock.advance(1_000);
		},
		async renew() {
			discord.renew(0);
			await clock.advance(1_000);
		},
		async isBeatAcknowledged() {
			const { now } = timers;
			await clock.advance(2 * HEARTBEAT_MS);
			return (discord.connection().provenAt ?? -1) > now;
		},
	};
}

function refusalOf(error: unknown): RestAnswer {
	if (!(error instanceof TransportError) || error.failure !== 'rateLimited') throw error;
	return { status: 429, members: [], retryAfterMs: error.retryAfterMs };
}

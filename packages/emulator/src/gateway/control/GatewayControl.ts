import { GatewayOpcodes } from 'discord-api-types/v10';
import type { GatewayCut, GatewayLoss, GatewayTarget, IGatewayControl } from '../../faults/index.js';
import type { GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

const UNKNOWN_ERROR = 4000;

/** Does to the sessions what the faults say. */
export class GatewayControl implements IGatewayControl {
	readonly #context: GatewayContext;
	/** All lags. The newest one that fits a session counts, also for sessions that start later. */
	#lags: { readonly ms: number; readonly target: GatewayTarget }[] = [];
	#refusalsLeft = 0;

	constructor(context: GatewayContext) {
		this.#context = context;
	}

	/** Says whether to refuse a new socket, and counts it. */
	takeRefusal(): boolean {
		return this.#refusalsLeft > 0 && this.#refusalsLeft-- > 0;
	}

	/** Gives the lag of a session. */
	lagOf(session: Pick<Session, 'identity'>): number {
		const lag = this.#lags.findLast(({ target }) => fits(session, target));
		return lag?.ms ?? this.#context.options.eventLatency;
	}

	/** Sends a dispatch as it is. */
	dispatch(event: string, data: unknown, target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.dispatch(event, data);
	}

	/** {@inheritDoc IGatewayControl.cut} */
	cut({ resumable, code = UNKNOWN_ERROR, abrupt = false, ...target }: GatewayCut): void {
		for (const session of this.#sessions(target)) {
			const { connection } = session;
			if (!resumable) this.#context.sessions.end(session);
			if (abrupt) connection?.terminate();
			else connection?.close(code, 'Cut by a fault.');
		}
	}

	/** {@inheritDoc IGatewayControl.invalidSession} */
	invalidSession(resumable: boolean, target: GatewayTarget): void {
		for (const session of this.#sessions(target)) this.#context.sessions.invalidate(session, resumable);
	}

	/** {@inheritDoc IGatewayControl.requestReconnect} */
	requestReconnect(target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.connection?.send(GatewayOpcodes.Reconnect, null);
	}

	/** {@inheritDoc IGatewayControl.requestHeartbeat} */
	requestHeartbeat(target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.connection?.send(GatewayOpcodes.Heartbeat, null);
	}

	/** {@inheritDoc IGatewayControl.skipSequence} */
	skipSequence(count: number, target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.skipSequence(count);
	}

	/** {@inheritDoc IGatewayControl.pauseDispatch} */
	pauseDispatch(target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.pause();
	}

	/** {@inheritDoc IGatewayControl.resumeDispatch} */
	resumeDispatch(target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.unpause();
	}

	/** {@inheritDoc IGatewayControl.lag} */
	lag(ms: number, target: GatewayTarget): void {
		if (ms < 0) this.#lags = [];
		else this.#lags.push({ ms, target });
		for (const session of this.#context.sessions) session.lagMs = this.lagOf(session);
	}

	/** {@inheritDoc IGatewayControl.blackhole} */
	blackhole(target: GatewayTarget): void {
		for (const session of this.#sessions(target)) session.connection?.blackhole();
	}

	/** {@inheritDoc IGatewayControl.loseNextEvents} */
	loseNextEvents(count: number, { hidden = false, event, ...target }: GatewayLoss): void {
		for (const session of this.#sessions(target)) session.loss = count > 0 ? { count, hidden, event } : undefined;
	}

	/** {@inheritDoc IGatewayControl.refuseConnections} */
	refuseConnections(count: number): void {
		this.#refusalsLeft = count;
	}

	#sessions(target: GatewayTarget): Session[] {
		return [...this.#context.sessions].filter((session) => fits(session, target));
	}
}

function fits({ identity }: Pick<Session, 'identity'>, { botId, shardId }: GatewayTarget): boolean {
	return (botId === undefined || identity.bot.id === botId) && (shardId === undefined || identity.shard[0] === shardId);
}

import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Clock } from '../../clock/index.js';
import type { Connection } from '../connection/index.js';
import type { Session } from './Session.js';

/** Every session that is alive, connected or waiting to be resumed. */
export class SessionStore implements Iterable<Session> {
	readonly #clock: Clock;
	readonly #resumeWindowMs: number;
	readonly #sessions = new Map<string, Session>();
	readonly #expiries = new Map<string, () => void>();

	constructor(clock: Clock, resumeWindowMs: number) {
		this.#clock = clock;
		this.#resumeWindowMs = resumeWindowMs;
	}

	add(session: Session): void {
		this.#sessions.set(session.identity.id, session);
	}

	get(id: string): Session | undefined {
		return this.#sessions.get(id);
	}

	/** The session on a connection. There is none before IDENTIFY or RESUME, and none after opcode 9. */
	speakingOn(connection: Connection): Session | undefined {
		for (const session of this.#sessions.values()) if (session.connection === connection) return session;
		return undefined;
	}

	/** Keeps a session without a socket for the resume window. */
	leaveBehind(session: Session): void {
		session.detach();
		if (session.ended) return;
		this.#expiries.set(
			session.identity.id,
			this.#clock.after(this.#resumeWindowMs, () => this.end(session)),
		);
	}

	/** Keeps a session that has a socket again. */
	pickUp(session: Session): void {
		this.#expiries.get(session.identity.id)?.();
		this.#expiries.delete(session.identity.id);
	}

	/** Forgets a session. It cannot be resumed any more. */
	end(session: Session): void {
		this.pickUp(session);
		this.#sessions.delete(session.identity.id);
		session.end();
	}

	/** Sends opcode 9. The bot can resume the session on this connection, or it has lost the session. */
	invalidate(session: Session, isResumable = false): void {
		session.connection?.send(GatewayOpcodes.InvalidSession, isResumable);
		if (isResumable) this.leaveBehind(session);
		else this.end(session);
	}

	[Symbol.iterator](): Iterator<Session> {
		// A copy, because a visitor may end sessions.
		return [...this.#sessions.values()].values();
	}
}

import { checkCut, checkLoss, checkTarget } from './faultKeys.js';

/** Which sessions are meant; absent means all. */
export interface GatewayTarget {
	readonly botId?: string;
	readonly shardId?: number;
}

/** How a socket is cut. */
export interface GatewayCut extends GatewayTarget {
	/** False forgets the session, so that a RESUME is answered by opcode 9. */
	readonly resumable: boolean;
	/**
	 * The close code.
	 *
	 * @defaultValue 4000
	 */
	readonly code?: number;
	/** True breaks the socket without a close frame: the bot sees 1006. */
	readonly abrupt?: boolean;
}

/** How events are lost. */
export interface GatewayLoss extends GatewayTarget {
	/** True uses no sequence number for what is lost, so that the bot has no way to know. */
	readonly hidden?: boolean;
	/** Only events of this name are lost, for example `GUILD_MEMBER_REMOVE`. */
	readonly event?: string;
}

/** What the gateway does when a fault tells it to; the server is the implementation. */
export interface IGatewayControl {
	cut(cut: GatewayCut): void;
	invalidSession(resumable: boolean, target: GatewayTarget): void;
	requestReconnect(target: GatewayTarget): void;
	requestHeartbeat(target: GatewayTarget): void;
	skipSequence(count: number, target: GatewayTarget): void;
	pauseDispatch(target: GatewayTarget): void;
	resumeDispatch(target: GatewayTarget): void;
	lag(ms: number, target: GatewayTarget): void;
	blackhole(target: GatewayTarget): void;
	loseNextEvents(count: number, loss: GatewayLoss): void;
	refuseConnections(count: number): void;
}

/** What can be done to the gateway at once, to every session or to those of one bot or shard. */
export class GatewayFaults {
	#control: IGatewayControl | undefined;

	/** Names the gateway that obeys; the emulator does this. */
	attach(control: IGatewayControl): void {
		this.#control = control;
	}

	/** Closes sockets; `resumable` says whether the sessions outlive it. */
	cut(cut: GatewayCut): void {
		checkCut(cut);
		this.#obey().cut(cut);
	}

	/** Sends opcode 9; `resumable: false` forgets the sessions too. */
	invalidSession({ resumable, ...target }: GatewayTarget & { readonly resumable: boolean }): void {
		checkTarget('invalidSession', target);
		this.#obey().invalidSession(resumable, target);
	}

	/** Sends opcode 7. */
	requestReconnect(target: GatewayTarget = {}): void {
		checkTarget('requestReconnect', target);
		this.#obey().requestReconnect(target);
	}

	/** Sends opcode 1, which the bot must answer by a heartbeat at once. */
	requestHeartbeat(target: GatewayTarget = {}): void {
		checkTarget('requestHeartbeat', target);
		this.#obey().requestHeartbeat(target);
	}

	/** Leaves sequence numbers unused, as if events had been lost. */
	skipSequence(count = 1, target: GatewayTarget = {}): void {
		checkTarget('skipSequence', target);
		this.#obey().skipSequence(count, target);
	}

	/** Holds every dispatch back, in order, until `resumeDispatch`. */
	pauseDispatch(target: GatewayTarget = {}): void {
		checkTarget('pauseDispatch', target);
		this.#obey().pauseDispatch(target);
	}

	/** Sends what `pauseDispatch` held back. */
	resumeDispatch(target: GatewayTarget = {}): void {
		checkTarget('resumeDispatch', target);
		this.#obey().resumeDispatch(target);
	}

	/** Lets dispatches come so many milliseconds behind REST, in place of `gateway.eventLatency`. */
	lag(ms: number, target: GatewayTarget = {}): void {
		checkTarget('lag', target);
		this.#obey().lag(ms, target);
	}

	/** Keeps the open sockets open but says nothing on them any more, not even an acknowledgement. */
	blackhole(target: GatewayTarget = {}): void {
		checkTarget('blackhole', target);
		this.#obey().blackhole(target);
	}

	/** Loses the next dispatches for good: they are not replayed either. */
	loseNextEvents(count: number, loss: GatewayLoss = {}): void {
		checkLoss(loss);
		this.#obey().loseNextEvents(count, loss);
	}

	/** Refuses new sockets with 503, as an outage does; open ones stay. `count` says how many, 0 ends it. */
	refuseConnections(count = Number.POSITIVE_INFINITY): void {
		this.#obey().refuseConnections(count);
	}

	/** Ends pauses, lags, losses and refusals; sockets that were cut stay cut. */
	clear(): void {
		this.#control?.lag(-1, {});
		this.#control?.loseNextEvents(0, {});
		this.#control?.refuseConnections(0);
		this.#control?.resumeDispatch({});
	}

	#obey(): IGatewayControl {
		if (!this.#control) throw new Error('faults.gateway: the emulator has no gateway yet; call start() first.');
		return this.#control;
	}
}

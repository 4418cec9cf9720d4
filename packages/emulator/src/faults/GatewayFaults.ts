import { checkCut, checkLoss, checkTarget } from './faultKeys.js';
import type { GatewayCut, GatewayLoss, GatewayTarget, IGatewayControl } from './IGatewayControl.js';

/** Faults of the gateway that happen at once, to every session or to the sessions of one bot or shard. */
export class GatewayFaults {
	#control: IGatewayControl | undefined;

	/** Sets the gateway that carries out the faults. The emulator calls it. */
	attach(control: IGatewayControl): void {
		this.#control = control;
	}

	/** Closes sockets. `resumable` says whether the sessions stay. */
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

	/** Sends opcode 1. The bot must answer with a heartbeat at once. */
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

	/** Sends dispatches this many milliseconds after REST shows the change, instead of `gateway.eventLatency`. */
	lag(ms: number, target: GatewayTarget = {}): void {
		checkTarget('lag', target);
		this.#obey().lag(ms, target);
	}

	/** Keeps the sockets open, but sends nothing any more, not even acknowledgements. */
	blackhole(target: GatewayTarget = {}): void {
		checkTarget('blackhole', target);
		this.#obey().blackhole(target);
	}

	/** Loses the next dispatches for good. A resume does not replay them. */
	loseNextEvents(count: number, loss: GatewayLoss = {}): void {
		checkLoss(loss);
		this.#obey().loseNextEvents(count, loss);
	}

	/** Refuses new sockets with 503, as in an outage. Open ones stay. `count` says how many; 0 ends it. */
	refuseConnections(count = Number.POSITIVE_INFINITY): void {
		this.#obey().refuseConnections(count);
	}

	/** Ends pauses, lags, losses and refusals. Sockets that were cut stay cut. */
	clear(): void {
		this.#control?.lag(-1, {});
		this.#control?.loseNextEvents(0, {});
		this.#control?.refuseConnections(0);
		this.#control?.resumeDispatch({});
	}

	#obey(): IGatewayControl {
		if (!this.#control) throw new Error('faults.gateway: the emulator has no gateway yet. Call start() first.');
		return this.#control;
	}
}

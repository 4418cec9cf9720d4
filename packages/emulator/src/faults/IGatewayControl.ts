/** The sessions that are meant; all of them by default. */
export interface GatewayTarget {
	readonly botId?: string;
	readonly shardId?: number;
}

/** How a socket is cut. */
export interface GatewayCut extends GatewayTarget {
	/** Whether the session can be resumed. If not, the answer to RESUME is opcode 9. */
	readonly resumable: boolean;
	/**
	 * The close code.
	 *
	 * @defaultValue 4000
	 */
	readonly code?: number;
	/** Whether the socket breaks without a close frame. Then the bot sees 1006. */
	readonly abrupt?: boolean;
}

/** How events are lost. */
export interface GatewayLoss extends GatewayTarget {
	/** Whether lost events use no sequence number, so that the bot cannot notice. */
	readonly hidden?: boolean;
	/** Loses only events of this name, for example `GUILD_MEMBER_REMOVE`. */
	readonly event?: string;
}

/** The control that faults have over the gateway. */
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

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

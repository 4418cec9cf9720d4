/** One request to REST, when its answer is ready. */
export interface RequestTraffic {
	readonly type: 'request';
	/** Epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** The bot whose token it had, if it had one. */
	readonly botId: string | undefined;
	/** The name of the route, as in faults and stats; empty if there is none, or if the request was refused before. */
	readonly route: string;
	readonly method: string;
	/** The path after `/api/v10`. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** The JSON or the fields of a form; `undefined` if there are none, or if a limit or a fault answered before they were read. */
	readonly body: unknown;
	/** The status of the answer. */
	readonly status: number;
	/** The body of the answer. */
	readonly answer: unknown;
}

/** One payload that a bot sent over the gateway. */
export interface FrameTraffic {
	readonly type: 'frame';
	/** Epoch milliseconds of the emulator's clock. */
	readonly at: number;
	/** The bot that identified on this socket, if one has. */
	readonly botId: string | undefined;
	readonly op: unknown;
	/** Without the token of IDENTIFY and RESUME. */
	readonly data: unknown;
}

/** A socket of the gateway that closed, by either side. */
export interface CloseTraffic {
	readonly type: 'close';
	/** Epoch milliseconds of the emulator's clock. */
	readonly at: number;
	readonly botId: string | undefined;
	/** 1006 is a socket that broke. */
	readonly code: number;
}

/** Everything that bots do. */
export type Traffic = RequestTraffic | FrameTraffic | CloseTraffic;

/** Called for everything that bots do. */
export type TrafficListener = (traffic: Traffic) => void;

/** Something that happens in the middle of a chunked answer, by its name. */
export type NamedAction =
	/** The socket closes; the session can be resumed and the rest of the chunks is replayed. */
	| 'cutResumable'
	/** The socket closes and the session is gone; the rest of the chunks is never sent. */
	| 'cutFatal'
	/** Opcode 9 with `false`: the session is gone, the socket stays. */
	| 'invalidSession'
	/** Opcode 7: the bot is asked to reconnect and resume. */
	| 'reconnect'
	/** The guild becomes unavailable; the rest of the chunks is never sent. */
	| 'outage'
	/** One sequence number is never used. */
	| 'skipSequence';

/** Something that happens in the middle of a chunked answer: by its name, or what a function does to the emulator. */
export type FaultAction<Emulator> = NamedAction | ((emulator: Emulator) => void);

/** Which requests a fault meets. */
export interface FaultMatch {
	readonly guildId?: string;
	readonly botId?: string;
	/** Skips requests that match until the nth one, counted from 1 and from the moment the fault was added. */
	readonly nth?: number;
	/**
	 * How many requests it meets before it is used up.
	 *
	 * @defaultValue 1
	 */
	readonly times?: number;
}

/** Spoils the answer to an opcode 8 request. One fault can have several keys. */
export interface MemberRequestFault<Emulator> extends FaultMatch {
	readonly on: 'memberRequest';
	/** True meets only requests for all members, false only others. By default it meets any request. */
	readonly full?: boolean;
	/** Chunks that never arrive, by index; they use no sequence number. */
	readonly lose?: readonly number[] | 'first' | 'last' | { readonly probability: number };
	/** Chunks that arrive twice, by index. */
	readonly repeat?: readonly number[];
	/** The order in which the chunks are sent. Indices that a list leaves out follow in their usual order. */
	readonly order?: 'reverse' | 'shuffle' | readonly number[];
	/** Sizes of the chunks; members beyond the listed sizes follow in chunks of the usual size. */
	readonly cut?: readonly number[] | 'random';
	/** Whether members are sent as they were when the request came. */
	readonly stale?: boolean;
	/** Ids of members that are left out, while the counts look right. */
	readonly omit?: readonly string[];
	/** The number of a chunk's last rows that are copies of its first row, instead of the members who belong there. */
	readonly repeatRows?: number;
	/** Whether there is no answer at all. */
	readonly silence?: boolean;
	/** Milliseconds before the first chunk, on top of `gateway.requestLatency`. */
	readonly delay?: number;
	/** Milliseconds between chunks, instead of the pace of `gateway.membersPerSecond`. */
	readonly delayEach?: number;
	/** RATE_LIMITED instead of an answer. `nonce: false` leaves the nonce out of its meta. */
	readonly refuse?: { readonly retryAfter: number; readonly nonce?: boolean };
	/** Whether chunks carry no nonce. */
	readonly stripNonce?: boolean;
	/** Happens when the request came, before the first chunk. */
	readonly before?: FaultAction<Emulator>;
	/** Happens after this many chunks. */
	readonly after?: { readonly chunks: number; readonly do: FaultAction<Emulator> };
}

/** The parts of an opcode 8 request that a fault can match. */
export interface MemberRequestSubject {
	readonly guildId: string;
	readonly botId: string;
	readonly full: boolean;
}

/** A fault whose functions already have their emulator. */
export type BoundFault = MemberRequestFault<void>;

/** Gives the functions of a fault the emulator that they act on. */
export function bindFault<Emulator>(fault: MemberRequestFault<Emulator>, emulator: Emulator): BoundFault {
	const { before, after, ...rest } = fault;
	const bind = (action: FaultAction<Emulator>) => (typeof action === 'function' ? () => action(emulator) : action);
	return {
		...rest,
		...(before && { before: bind(before) }),
		...(after && { after: { chunks: after.chunks, do: bind(after.do) } }),
	};
}

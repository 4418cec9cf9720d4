/** Turns a payload into what goes over the socket. */
export interface IEncoder {
	/**
	 * Encodes the UTF-8 of one payload, at once or later. Encode payloads in the order in which you send them; what comes
	 * later comes in that order, too.
	 */
	encode(payload: Buffer): Encoded | Promise<Encoded>;
	/** Gives memory back when the socket is closed. What has not come yet never comes. */
	close?(): void;
}

/** Bytes, and whether they go as a binary message or as text. */
export interface Encoded {
	readonly bytes: Buffer;
	readonly binary: boolean;
}

/** Sends payloads as they are. */
export class PlainEncoder implements IEncoder {
	/** {@inheritDoc IEncoder.encode} */
	encode(payload: Buffer): Encoded {
		return { bytes: payload, binary: false };
	}
}

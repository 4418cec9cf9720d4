import type { RawMember } from '../interfaces/ITransport.js';

/** The result of a lookup, and when (monotonic ms) it was asked. */
export interface Lookup {
	readonly userId: string;
	/** `undefined`: no member. */
	readonly member: RawMember | undefined;
	readonly askedAt: number;
}

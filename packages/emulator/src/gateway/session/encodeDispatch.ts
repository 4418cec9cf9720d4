import { GatewayOpcodes } from 'discord-api-types/v10';

/** Longer texts are rare, and get memory of their own. */
const MOST_CHARACTERS = 1024 * 1024;
/** The most bytes that one character takes. */
const CHARACTER_BYTES = 3;

const encoder = new TextEncoder();
let scratch = new Uint8Array(0);

/**
 * The bytes of a dispatch whose data is already text. A chunk of members is long, and most are in several scripts: to join
 * its text to anything would copy it at two bytes a character before a single byte is made.
 */
export function encodeDispatch(event: string, sequence: number, text: string): Buffer {
	const head = `{"t":"${event}","s":${sequence},"op":${GatewayOpcodes.Dispatch},"d":`;
	const characters = head.length + text.length + 1;
	if (characters > MOST_CHARACTERS) return Buffer.from(`${head}${text}}`);
	if (scratch.length < characters * CHARACTER_BYTES) scratch = new Uint8Array(characters * CHARACTER_BYTES);
	const begun = encoder.encodeInto(head, scratch).written;
	const end = begun + encoder.encodeInto(text, scratch.subarray(begun)).written;
	scratch[end] = '}'.charCodeAt(0);
	return Buffer.from(scratch.subarray(0, end + 1));
}

import { randomUUID } from 'node:crypto';
import { scanMembers } from '../roster/scanning/MemberScanner.js';
import { attachMembers } from '../roster/scanning/unreadMembers.js';

const CHUNK = '"GUILD_MEMBERS_CHUNK"';
/** The name of a dispatch that comes behind so many bytes is not looked for. */
const NAME_WITHIN = 128;
const MEMBERS = Buffer.from('"members":');
/** Stands for the members while the rest is parsed. No payload can have it. */
const PLACEHOLDER = randomUUID();

interface Payload {
	readonly op?: unknown;
	readonly t?: unknown;
	readonly d?: { readonly members?: unknown } | null;
}

/**
 * What JSON.parse gives for a GUILD_MEMBERS_CHUNK, except that its `d.members` are parsed when somebody reads them;
 * `undefined` for any other payload, and for one that is not to be understood.
 *
 * @param bytes - valid UTF-8
 */
export function scanPayload(bytes: Buffer): unknown {
	if (!bytes.toString('latin1', 0, NAME_WITHIN).includes(CHUNK)) return undefined;
	const key = bytes.indexOf(MEMBERS);
	const members = key < 0 ? undefined : scanMembers(bytes, key + MEMBERS.length);
	if (!members) return undefined;
	const before = bytes.toString('utf8', 0, members.start);
	const behind = bytes.toString('utf8', members.end);
	const payload = parse(`${before}"${PLACEHOLDER}"${behind}`);
	// Elsewhere it is not the list of the chunk, or there is another one behind it.
	if (payload?.op !== 0 || payload.t !== 'GUILD_MEMBERS_CHUNK' || payload.d?.members !== PLACEHOLDER) return undefined;
	attachMembers(payload.d, members);
	return payload;
}

function parse(text: string): Payload | null | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

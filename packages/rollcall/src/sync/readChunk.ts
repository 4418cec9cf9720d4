import type { GatewayDispatch, RawMember } from '../interfaces/ITransport.js';
import { isMemberList } from '../payloads/isMemberList.js';
import { ParsedMembers } from '../roster/MemberList.js';
import { unreadMembers } from '../roster/scanning/unreadMembers.js';
import type { MembersChunk } from './GuildState.js';

/** GUILD_MEMBERS_CHUNK as documented (gateway-events, "Guild Members Chunk"). */
export type ChunkPayload = Omit<MembersChunk, 'members'> & { readonly members: readonly RawMember[] };

/** The chunk of a dispatch; `undefined` if its members are no list of members. Scanned members stay unread. */
export function readChunk({ d }: GatewayDispatch): MembersChunk | undefined {
	const chunk = d as ChunkPayload;
	const scanned = unreadMembers(chunk);
	if (!scanned && !isMemberList(chunk.members)) return undefined;
	const { guild_id, chunk_index, chunk_count, not_found, nonce, presences } = chunk;
	const members = scanned ?? new ParsedMembers(chunk.members);
	return {
		guild_id,
		chunk_index,
		chunk_count,
		members,
		...(not_found !== undefined && { not_found }),
		...(nonce !== undefined && { nonce }),
		...(presences !== undefined && { presences }),
	};
}

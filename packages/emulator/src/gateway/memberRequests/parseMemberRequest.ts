import { asRecord, readId } from '../../json/index.js';

/** The most ids in `user_ids`, and the most members that a prefix finds. */
const MOST_AT_ONCE = 100;
const MOST_NONCE_BYTES = 32;

interface Common {
	readonly guildId: string;
	readonly presences: boolean;
	/** `undefined` if there was none or if it was too long. Then chunks carry none. */
	readonly nonce: string | undefined;
}

/** A request for members, as Discord reads it. */
export type MemberRequest =
	| (Common & { readonly kind: 'full' })
	| (Common & { readonly kind: 'query'; readonly query: string; readonly limit: number })
	| (Common & {
			readonly kind: 'userIds';
			readonly userIds: readonly string[];
			/** False if there are more than 100 ids or one is not a number. Such a request gets no answer. */
			readonly answerable: boolean;
	  });

/** Reads the data of opcode 8. `undefined` means malformed, which ends the session. */
export function parseMemberRequest(data: unknown): MemberRequest | undefined {
	const payload = asRecord(data);
	// If there are several guilds, only the first one is answered.
	const guildId = payload && readId([payload.guild_id].flat()[0]);
	if (!payload || guildId === undefined) return undefined;
	const common = { guildId, presences: payload.presences === true, nonce: readNonce(payload.nonce) };
	const userIds = readUserIds(payload);
	if (userIds) return { kind: 'userIds', ...common, userIds, answerable: areAnswerable(userIds) };
	return readQuery(common, payload);
}

function readQuery(common: Common, { query, limit }: Record<string, unknown>): MemberRequest | undefined {
	if (typeof query !== 'string' || !Number.isSafeInteger(limit) || (limit as number) < 0) return undefined;
	if (query === '' && limit === 0) return { kind: 'full', ...common };
	const most = limit === 0 ? MOST_AT_ONCE : Math.min(limit as number, MOST_AT_ONCE);
	return { kind: 'query', ...common, query, limit: most };
}

function readUserIds({ user_ids: ids, query }: Record<string, unknown>): string[] | undefined {
	if (ids === undefined || ids === null) return undefined;
	const list = [ids].flat();
	return list.length === 0 && typeof query === 'string' ? undefined : [...new Set(list.map((id) => readId(id) ?? ''))];
}

function areAnswerable(userIds: readonly string[]): boolean {
	return userIds.length <= MOST_AT_ONCE && userIds.every((id) => /^\d{1,20}$/.test(id));
}

function readNonce(nonce: unknown): string | undefined {
	return typeof nonce === 'string' && Buffer.byteLength(nonce) <= MOST_NONCE_BYTES ? nonce : undefined;
}

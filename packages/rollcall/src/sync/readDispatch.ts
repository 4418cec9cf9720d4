import { MEMBER_FIELDS } from '../config/memberFields.js';
import type { GatewayDispatch, RawMember } from '../interfaces/ITransport.js';
import { isMember } from '../payloads/isMember.js';
import { withoutDeepFields } from '../payloads/isTooDeep.js';
import type { MemberEvent, MemberPatch } from '../roster/MemberEvent.js';

/** The used part of GUILD_CREATE, of GUILD_DELETE, and of each guild in READY. */
export interface GuildPayload {
	readonly id: string;
	readonly unavailable?: boolean;
}

/** RATE_LIMITED (gateway-events, "Rate Limited"). */
export interface RateLimitedPayload {
	readonly opcode: number;
	readonly retry_after: number;
	readonly meta?: { readonly guild_id?: string; readonly nonce?: string };
}

/** The fields of a user that are kept in a member. */
const USER_FIELD_NAMES: ReadonlySet<string> = new Set(
	MEMBER_FIELDS.filter((field) => field.startsWith('user.')).map((field) => field.slice('user.'.length)),
);

interface GuildScoped {
	readonly guild_id?: string;
}
type MemberPayload = RawMember & { readonly guild_id: string };
interface VoicePayload extends GuildScoped {
	readonly user_id: string;
	readonly deaf: boolean;
	readonly mute: boolean;
}

/** The guild that a dispatch names as `guild_id`, if it does. */
export function guildIdOf(dispatch: GatewayDispatch): string | undefined {
	return (dispatch.d as GuildScoped | null)?.guild_id;
}

/** The members that the dispatch is about; `undefined` for every other dispatch. */
export function readMemberEvent({ t, d }: GatewayDispatch): MemberEvent | undefined {
	switch (t) {
		case 'GUILD_MEMBER_ADD': {
			if (!isMember(d)) return undefined;
			const member = read(d as MemberPayload);
			return { type: 'add', userId: member.user.id, member };
		}
		case 'GUILD_MEMBER_UPDATE': {
			if (!isMember(d)) return undefined;
			const patch = read(d as MemberPayload);
			return { type: 'update', userId: patch.user.id, patch: patch as MemberPatch, provesMembership: true };
		}
		case 'GUILD_MEMBER_REMOVE':
			return isMember(d) ? { type: 'remove', userId: d.user.id } : undefined;
		case 'GUILD_ROLE_DELETE':
			return { type: 'roleDelete', roleId: (d as { role_id: string }).role_id };
		case 'VOICE_STATE_UPDATE':
			return readVoiceState(d as VoicePayload);
		default:
			return undefined;
	}
}

/** USER_UPDATE comes only for the bot itself, with more than others see, such as its e-mail address. */
export function readUserUpdate(user: unknown): MemberEvent | undefined {
	if (!isMember({ user })) return undefined;
	const { id, ...fields } = user as RawMember['user'];
	const seen = Object.entries(withoutDeepFields(fields)).filter(([name]) => USER_FIELD_NAMES.has(name));
	return { type: 'update', userId: id, patch: { user: Object.fromEntries(seen) }, provesMembership: false };
}

/** The member of a dispatch, without the guild that it adds. */
function read({ guild_id, user, ...fields }: MemberPayload): RawMember {
	return { ...withoutDeepFields(fields), user: withoutDeepFields(user) } as RawMember;
}

/** Server deaf and mute: GUILD_MEMBER_UPDATE may lack both, and the voice state always has them. */
function readVoiceState({ user_id, deaf, mute }: VoicePayload): MemberEvent | undefined {
	if (typeof deaf !== 'boolean' || typeof mute !== 'boolean') return undefined;
	return { type: 'update', userId: user_id, patch: { deaf, mute }, provesMembership: false };
}

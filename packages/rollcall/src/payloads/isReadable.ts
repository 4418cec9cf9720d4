import type { GatewayDispatch } from '../interfaces/ITransport.js';
import { isRole } from './isRole.js';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const hasId: Check = (value) => isObject(value) && isText(value.id);
const isListOf =
	(check: Check): Check =>
	(value) =>
		Array.isArray(value) && Array.from(value).every(check);

/** The parts of each dispatch that are read without a check. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
	READY: { guilds: isListOf(hasId) },
	GUILD_CREATE: { id: isText },
	GUILD_UPDATE: { id: isText },
	GUILD_DELETE: { id: isText },
	GUILD_MEMBERS_CHUNK: { guild_id: isText },
	GUILD_MEMBER_ADD: { guild_id: isText },
	GUILD_MEMBER_UPDATE: { guild_id: isText },
	GUILD_MEMBER_REMOVE: { guild_id: isText },
	GUILD_ROLE_CREATE: { guild_id: isText, role: isRole },
	GUILD_ROLE_UPDATE: { guild_id: isText, role: isRole },
	GUILD_ROLE_DELETE: { guild_id: isText, role_id: isText },
	VOICE_STATE_UPDATE: { user_id: isText },
	RATE_LIMITED: { retry_after: (value) => typeof value === 'number' },
};

/**
 * Whether the dispatch has what is read of its kind. If it has not, nobody can tell what it says, and an error that is
 * thrown while a socket is read ends the process.
 */
export function isReadable({ t, d }: Pick<GatewayDispatch, 't' | 'd'>): boolean {
	const shape = Object.hasOwn(SHAPES, t) ? SHAPES[t] : undefined;
	if (!shape) return true;
	return isObject(d) && Object.entries(shape).every(([key, check]) => check(d[key]));
}

function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null;
}

import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import { isRecord } from '../../json/index.js';

/**
 * Adds what users and members always have over REST, and not always over the gateway, wherever they are in a body.
 * The body stays as it is, because it may be part of the world.
 */
export function completeUsers(body: unknown): unknown {
	if (Array.isArray(body)) return body.map(completeUsers);
	if (!isRecord(body)) return body;
	if (isUser(body))
		return { ...body, flags: body.flags ?? body.public_flags ?? 0, primary_guild: body.primary_guild ?? null };
	const entries = Object.entries(body).map(([key, value]) => [key, completeUsers(value)] as const);
	return { ...Object.fromEntries(entries), ...(isMember(body) && { pending: body.pending ?? false }) };
}

function isUser(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & APIUser {
	return 'username' in value && 'discriminator' in value;
}

function isMember(
	value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & APIGuildMember {
	return 'joined_at' in value && 'roles' in value && 'deaf' in value;
}

import type { APIGuild, APIRole, APIUser } from 'discord-api-types/v10';

// The used parts of Discord's answers. A proxy may answer with anything, so each is looked at before it is believed.

/** A guild that the bot may see, with the counts that it was asked for. */
export type Guild = Pick<APIGuild, 'id' | 'name'> & { readonly approximate_member_count?: number };
/** One guild with its roles. */
export type GuildWithRoles = Guild & { readonly roles: readonly Role[] };
export type Role = Pick<APIRole, 'id' | 'name' | 'position'>;
export type Self = Pick<APIUser, 'id' | 'username' | 'bot'>;

const isObject = (body: unknown): body is Record<string, unknown> =>
	typeof body === 'object' && body !== null && !Array.isArray(body);
const hasTexts = (body: unknown, ...keys: string[]): boolean =>
	isObject(body) && keys.every((key) => typeof body[key] === 'string');

const isNamed = (body: unknown): boolean => hasTexts(body, 'id', 'name') && /^\d+$/.test((body as Guild).id);

export const isSelf = (body: unknown): body is Self => hasTexts(body, 'id', 'username');
export const isGuilds = (body: unknown): body is Guild[] => Array.isArray(body) && body.every(isNamed);
export const isGuildWithRoles = (body: unknown): body is GuildWithRoles =>
	isNamed(body) && isObject(body) && Array.isArray(body.roles) && body.roles.every(isNamed);
export const isRecord = isObject;

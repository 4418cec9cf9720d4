import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { isEphemeral } from './isEphemeral.js';

/** The pings that a sender allows. Without it, everything that the text mentions is pinged. */
export interface AllowedMentions {
	readonly parse?: readonly string[] | null;
	readonly users?: readonly string[] | null;
	readonly roles?: readonly string[] | null;
	readonly replied_user?: boolean | null;
}

/** The users and roles that a message pings. */
export interface Pings {
	/** Whether `@everyone` or `@here` pings. */
	readonly everyone: boolean;
	/** Ids of users. */
	readonly users: readonly string[];
	/** Ids of roles. */
	readonly roles: readonly string[];
}

/** The text from which mentions are read. */
export interface MentionSource {
	readonly content: string;
	readonly allowed: AllowedMentions | undefined;
	/** The author who is answered, if the message is a reply. */
	readonly repliedTo?: APIUser | undefined;
}

/** The part of a guild that mentions need. */
export interface MentionSurroundings {
	user(id: string): APIUser | undefined;
	/** Whether the author may ping this role. */
	mayPingRole(id: string): boolean;
	readonly mayPingEveryone: boolean;
}

type Mentions = Pick<APIMessage, 'mentions' | 'mention_roles' | 'mention_everyone'>;

/** The fields of a message for mentions. As on Discord, they have only the users and roles that it pings. */
export function readMentions({ content, allowed, repliedTo }: MentionSource, around: MentionSurroundings): Mentions {
	const isAllowed = (kind: 'users' | 'roles', id: string) =>
		!allowed || allowed.parse?.includes(kind) || allowed[kind]?.includes(id);
	const users = idsIn(content, /<@!?(\d+)>/g).filter((id) => isAllowed('users', id));
	const roles = idsIn(content, /<@&(\d+)>/g).filter((id) => isAllowed('roles', id) && around.mayPingRole(id));
	const pingsReply = repliedTo && (allowed ? allowed.replied_user : true);
	const ids = new Set([...users, ...(pingsReply ? [repliedTo.id] : [])]);
	return {
		mentions: [...ids].flatMap((id) => around.user(id) ?? []),
		mention_roles: roles,
		mention_everyone:
			/@(?:everyone|here)\b/.test(content) &&
			around.mayPingEveryone &&
			(!allowed || Boolean(allowed.parse?.includes('everyone'))),
	};
}

/** The users and roles that a message pings. Embeds and ephemeral messages ping nobody. */
export function pingsOf(message: Mentions & Pick<APIMessage, 'flags'>): Pings {
	if (isEphemeral(message)) return { everyone: false, users: [], roles: [] };
	const { mention_everyone, mentions, mention_roles } = message;
	return { everyone: mention_everyone, users: mentions.map(({ id }) => id), roles: mention_roles };
}

function idsIn(content: string, pattern: RegExp): string[] {
	return [...new Set([...content.matchAll(pattern)].map((match) => match[1] as string))];
}

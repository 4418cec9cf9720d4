import type { APIGuildMember, APIMessage, APIUser } from 'discord-api-types/v10';

/** The people around a message. */
interface People {
	user(id: string): APIUser | undefined;
	member(id: string): APIGuildMember | undefined;
}

/**
 * A message as Discord sends it in an event: its people are as they are now, however old it is. Mentioned users have their
 * member with them, without the user. Those in a message that it answers have none.
 */
export function asOfNow(message: APIMessage, people: People): APIMessage {
	const { referenced_message } = message;
	return {
		...withUsers(message, people),
		mentions: message.mentions.map((mentioned) => withMember(userOf(mentioned, people), people)),
		...(referenced_message && { referenced_message: withUsers(referenced_message, people) }),
	};
}

function withUsers(message: APIMessage, people: People): APIMessage {
	const { author, webhook_id } = message;
	return {
		...message,
		author: webhook_id === undefined ? userOf(author, people) : author,
		mentions: message.mentions.map((mentioned) => userOf(mentioned, people)),
	};
}

function userOf(known: APIUser & { readonly member?: unknown }, people: People): APIUser {
	const { member: _, ...user } = known;
	return people.user(user.id) ?? user;
}

function withMember(user: APIUser, people: People): APIUser {
	const found = people.member(user.id);
	if (!found) return user;
	const { user: _, ...member } = found;
	return { ...user, member } as APIUser;
}

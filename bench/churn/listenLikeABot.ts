import { type Client, Events, type GuildMember, type Message, type User } from 'discord.js';

/** Members, users and messages that the bot holds on to, the last ones of each kind. */
const HELD = 200;

/** Listens to what most bots listen to, reads what they read, and holds some of it for a while. */
export function listenLikeABot(client: Client): void {
	const held: (GuildMember | User | Message)[] = [];
	const hold = (one: GuildMember | User | Message) => {
		held.push(one);
		if (held.length > HELD) held.shift();
	};
	client.on(Events.GuildMemberAdd, (member) => {
		void [member.displayName, member.user.createdTimestamp];
		hold(member);
	});
	client.on(Events.GuildMemberUpdate, (before, after) => {
		void [before.nickname, after.nickname, before.roles.cache.difference(after.roles.cache).size];
		hold(after);
	});
	client.on(Events.GuildMemberRemove, (member) => {
		void [member.user.tag, member.roles.cache.size];
		if (!member.partial) hold(member);
	});
	client.on(Events.UserUpdate, (before, after) => {
		void [before.globalName, after.globalName];
		hold(after);
	});
	client.on(Events.MessageCreate, (message) => {
		void [message.member?.displayName, message.mentions.members?.first()?.displayName, message.cleanContent];
		hold(message);
	});
	client.on(Events.VoiceStateUpdate, (before, after) => {
		void [before.member?.displayName, after.channel?.members.size];
	});
}

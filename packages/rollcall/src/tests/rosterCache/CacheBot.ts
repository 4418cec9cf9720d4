import { type Client, Events, type Guild, type GuildMember, type Message, type VoiceState } from 'discord.js';

/** A bot as its author wrote it: it reads the caches of discord.js, and knows nothing of rosters. */
export class CacheBot {
	/** All that it has said, in order. */
	readonly said: string[] = [];

	constructor(client: Client) {
		client.on(Events.GuildMemberAdd, (member) => this.#say(`Welcome ${name(member)}: ${count(member.guild)}`));
		client.on(Events.GuildMemberRemove, (member) =>
			this.#say(`${name(member as GuildMember)} left, ${rolesOf(member)}`),
		);
		client.on(Events.GuildMemberUpdate, (before, after) => this.#compare(before as GuildMember, after));
		client.on(Events.UserUpdate, (before, after) => this.#say(`${before.tag} is now ${after.tag}`));
		client.on(Events.VoiceStateUpdate, (before, after) => this.#logVoice(before, after));
		client.on(Events.MessageCreate, (message) => this.#answer(message));
	}

	#say(line: string): void {
		this.said.push(line);
	}

	#compare(before: GuildMember, after: GuildMember): void {
		if (before.nickname !== after.nickname) this.#say(`${before.displayName} is called ${after.displayName}`);
		const [had, has] = [before.roles.cache, after.roles.cache];
		const given = has.subtract(had).map((role) => `+${role.name} (${role.members.size} people)`);
		const taken = had.subtract(has).map((role) => `-${role.name} (${role.members.size} people)`);
		if (given.length + taken.length > 0) this.#say(`${name(after)}: ${[...given, ...taken].join(', ')}`);
	}

	#logVoice(before: VoiceState, after: VoiceState): void {
		const where = ({ channel }: VoiceState) =>
			channel ? `${channel.name} with ${channel.members.size} people` : 'away';
		this.#say(`${after.member ? name(after.member) : 'nobody'}: ${where(before)} -> ${where(after)}`);
	}

	#answer(message: Message): void {
		const [command = '', argument = ''] = message.content.split(' ');
		const { guild } = message;
		if (guild && Object.hasOwn(COMMANDS, command))
			this.#say(`${command}: ${COMMANDS[command]?.(guild, message, argument)}`);
	}
}

const COMMANDS: Readonly<Record<string, (guild: Guild, message: Message, argument: string) => string>> = {
	/** Who has a role. */
	'!report': (guild, _, roleId) => {
		const role = guild.roles.cache.get(roleId);
		return `${role?.members.size} people: ${role?.members.map(name).sort().join(', ')}`;
	},
	/** Who does nothing: no role, and not in voice. */
	'!jamsu': (guild) => {
		const idle = guild.members.cache.filter(
			({ roles, voice, user }) => !user.bot && roles.cache.size === 1 && !voice.channelId,
		);
		return `${idle.size} people: ${idle.map(name).sort().join(', ')}`;
	},
	'!roles': (guild) =>
		guild.roles.cache
			.map((role) => `${role.name} ${role.members.size}`)
			.sort()
			.join(', '),
	'!newest': (guild) => {
		const newest = guild.members.cache.sorted((a, b) => Number(b.joinedTimestamp) - Number(a.joinedTimestamp)).first(3);
		return newest.map(name).join(', ');
	},
	'!find': (guild, _, text) => `${guild.members.cache.find(({ id }) => id.endsWith(text))?.displayName}`,
	'!who': (_, { member, author, mentions }) => {
		const mentioned = mentions.members?.map((one) => `${name(one)} ${rolesOf(one)}`) ?? [];
		return `${member && name(member)} (${author.tag}) asks for ${mentioned.join(', ')}`;
	},
	'!see': (_, { channel }) =>
		'members' in channel && 'size' in channel.members ? `${channel.members.size} people` : 'none',
	'!may': (_, { channel, author }) =>
		'permissionsFor' in channel ? `${channel.permissionsFor(author.id)?.toArray().length} rights` : 'none',
	'!users': (guild) =>
		`${guild.client.users.cache.size} users, ${guild.client.users.cache.filter(({ bot }) => bot).size} bots`,
	'!count': (guild) => count(guild),
};

function name({ displayName, user }: GuildMember): string {
	return `${displayName} <${user.tag}>`;
}

function rolesOf({ roles }: Pick<GuildMember, 'roles'>): string {
	return roles.cache
		.map((role) => role.name)
		.sort()
		.join('+');
}

function count(guild: Guild): string {
	const { size } = guild.members.cache.filter(({ user }) => !user.bot);
	return `${size} of ${guild.memberCount} are people`;
}

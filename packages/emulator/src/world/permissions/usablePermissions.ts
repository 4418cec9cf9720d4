import { type APIChannel, ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';

/** What needs the permission to send messages. */
const IN_MESSAGES =
	Permission.MentionEveryone | Permission.SendTTSMessages | Permission.AttachFiles | Permission.EmbedLinks;

/** What a member can use of their permissions in a channel: some permissions are worth nothing without another one. */
export function usablePermissions(permissions: bigint, { type }: Pick<APIChannel, 'type'>): bigint {
	const lacks = (permission: bigint) => (permissions & permission) === 0n;
	if (lacks(Permission.ViewChannel)) return 0n;
	const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
	if (isVoice && lacks(Permission.Connect)) return Permission.ViewChannel;
	return lacks(sendingIn(type)) ? permissions & ~IN_MESSAGES : permissions;
}

/** The permission to send messages in a channel of this kind. */
export function sendingIn(type: ChannelType): bigint {
	return isThread(type) ? Permission.SendMessagesInThreads : Permission.SendMessages;
}

/** Whether channels of this kind are threads. */
export function isThread(type: ChannelType): boolean {
	return (
		type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread
	);
}

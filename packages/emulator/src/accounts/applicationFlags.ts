import { ApplicationFlags } from 'discord-api-types/v10';
import type { BotAccount } from './BotAccount.js';

/** From this many users on, Discord grants privileged intents only after a review. Below, it is a switch. */
const REVIEW_THRESHOLD = 10_000;

/** The guilds that a bot is in, each with the number of its members. */
interface GuildSizes {
	guildsOf(botId: string): readonly { readonly size: number }[];
}

/** Which privileged intents the application has, as its flags show. */
export function applicationFlags(bot: BotAccount, world: GuildSizes): number {
	const users = world.guildsOf(bot.id).reduce((sum, guild) => sum + guild.size, 0);
	const isReviewed = users >= REVIEW_THRESHOLD;
	const { members, presences, messageContent } = bot.intents;
	const flags = ApplicationFlags;
	return (
		(presences ? (isReviewed ? flags.GatewayPresence : flags.GatewayPresenceLimited) : 0) |
		(members ? (isReviewed ? flags.GatewayGuildMembers : flags.GatewayGuildMembersLimited) : 0) |
		(messageContent ? (isReviewed ? flags.GatewayMessageContent : flags.GatewayMessageContentLimited) : 0)
	);
}

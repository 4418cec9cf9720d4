import { ApplicationFlags } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';

/** The flags that tell which privileged intents an application holds, as a small bot has them. */
export function applicationFlags({ intents }: BotAccount): number {
	return (
		(intents.members ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
		(intents.presences ? ApplicationFlags.GatewayPresenceLimited : 0) |
		(intents.messageContent ? ApplicationFlags.GatewayMessageContentLimited : 0)
	);
}

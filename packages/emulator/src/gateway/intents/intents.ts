import { GatewayIntentBits } from 'discord-api-types/v10';
import type { BotAccount } from '../../accounts/index.js';

const KNOWN = Object.values(GatewayIntentBits)
	.filter((bit): bit is GatewayIntentBits => typeof bit === 'number')
	.reduce<number>((all, bit) => all | bit, 0);

/** Says whether all of these intents exist. If not, the close code is 4013. */
export function areIntents(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0 && ((value as number) & ~KNOWN) === 0;
}

/** Says whether the application has every privileged intent that was asked for. If not, the close code is 4014. */
export function mayUseIntents(bot: BotAccount, intents: number): boolean {
	const wants = (bit: GatewayIntentBits) => (intents & bit) !== 0;
	return (
		(bot.intents.members || !wants(GatewayIntentBits.GuildMembers)) &&
		(bot.intents.presences || !wants(GatewayIntentBits.GuildPresences)) &&
		(bot.intents.messageContent || !wants(GatewayIntentBits.MessageContent))
	);
}

import type { IClock } from '../interfaces/IClock.js';
import { GuildGate } from './GuildGate.js';

/** Windows belong to the bot, so services that share a client or a gateway share them. */
const gatesOfBots = new WeakMap<object, Map<string, GuildGate>>();

/** The gates of the guilds of one bot, made as they are asked for. */
export function gatesOf(bot: object): (guildId: string, clock: IClock) => GuildGate {
	return (guildId, clock) => {
		const gates = gatesOfBots.get(bot) ?? new Map<string, GuildGate>();
		gatesOfBots.set(bot, gates);
		const gate = gates.get(guildId) ?? new GuildGate(clock);
		gates.set(guildId, gate);
		return gate;
	};
}

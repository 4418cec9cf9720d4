import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';
import { describeGuildCreate } from './describeGuildCreate.js';

/** Sends GUILD_CREATE for each guild of the session, one after another, as Discord does after READY. */
export function announceGuilds({ world, unsent }: GatewayContext, session: Session): void {
	const waiting = world.guildsOf(session.identity.bot.id).filter((guild) => covers(session, guild));
	let immediate: NodeJS.Immediate | undefined;
	const announceNext = () => {
		const guild = waiting.shift();
		if (!guild || session.ended) return forget();
		// It may have become unavailable, or lost the bot, or been announced by a change meanwhile.
		if (guild.available && covers(session, guild) && !session.announced.has(guild.id)) announceGuild(session, guild);
		immediate = setImmediate(next);
	};
	// A client that reads slowly hears of its guilds slowly, and so do all when many are told of large ones at once.
	const next = () => session.whenKeepingUp(() => unsent.whenRoom(announceNext));
	const forget = session.onEnd(() => clearImmediate(immediate));
	immediate = setImmediate(next);
}

/** Sends GUILD_CREATE; from then on the session hears of the guild. */
export function announceGuild(session: Session, guild: GuildWorld): void {
	session.announced.add(guild.id);
	if (!session.has(GatewayIntentBits.Guilds)) return;
	session.dispatch(GatewayDispatchEvents.GuildCreate, describeGuildCreate(session, guild));
}

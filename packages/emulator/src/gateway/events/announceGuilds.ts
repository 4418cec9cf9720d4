import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';
import { describeGuildCreate } from './describeGuildCreate.js';
import { noteSight } from './hiddenChannels.js';

/** Sends GUILD_CREATE for each guild of the session, one after another, as Discord does after READY. */
export function announceGuilds({ world, unsent }: GatewayContext, session: Session): void {
	const waiting = world.guildsOf(session.identity.bot.id).filter((guild) => covers(session, guild));
	let immediate: NodeJS.Immediate | undefined;
	const announceNext = () => {
		const guild = waiting.shift();
		if (!guild || session.ended) return forget();
		// Meanwhile it may have become unavailable, lost the bot, or been announced by a change.
		if (guild.available && covers(session, guild) && !session.announced.has(guild.id)) announceGuild(session, guild);
		immediate = setImmediate(next);
	};
	// If a client reads slowly, it gets its guilds slowly. So do all clients if many get large guilds at once.
	const next = () => session.whenKeepingUp(() => unsent.whenRoom(announceNext));
	const forget = session.onEnd(() => clearImmediate(immediate));
	immediate = setImmediate(next);
}

/** Sends GUILD_CREATE. From then on, the session gets the events of the guild. */
export function announceGuild(session: Session, guild: GuildWorld): void {
	session.announced.add(guild.id);
	noteSight(session, guild);
	if (!session.has(GatewayIntentBits.Guilds)) return;
	session.dispatch(GatewayDispatchEvents.GuildCreate, describeGuildCreate(session, guild));
}

import { type APIMessage, type APIUser, GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { ownUser } from '../../accounts/index.js';
import type { GuildWorld, WorldChange } from '../../world/index.js';
import { covers, type GatewayContext, shardOf } from '../context/index.js';
import type { Session } from '../session/index.js';
import { announceGuild } from './announceGuilds.js';
import { type ChangeDispatch, describeChange, withoutContent } from './describeChange.js';
import { changesSight, channelFor, tellSight } from './hiddenChannels.js';

/** Sends a change of the world to every session that may see it. */
export function tellChange(context: GatewayContext, change: WorldChange): void {
	if (change.type === 'ownUserUpdate') {
		tellItself(context, change);
		return;
	}
	const guild = context.world.guilds.get(change.guildId);
	if (!guild) return;
	const told = describeChange(change, context.options);
	for (const session of context.sessions) {
		if (told) tellMember(session, guild, told);
		else tellGuild(session, guild, change);
		if (changesSight(change, session.identity.bot.id) && getsEvents(session, guild))
			tellSight(session, guild, told?.channel?.id);
	}
}

/** A bot hears of its own user on each shard, whatever its intents and guilds are. */
function tellItself({ sessions }: GatewayContext, { botId, user }: { botId: string; user: APIUser }): void {
	for (const session of sessions)
		if (session.identity.bot.id === botId) session.dispatch(GatewayDispatchEvents.UserUpdate, ownUser(user));
}

function getsEvents(session: Session, guild: GuildWorld): boolean {
	return session.announced.has(guild.id) && guild.available && covers(session, guild);
}

function tellMember(session: Session, guild: GuildWorld, told: ChangeDispatch): void {
	const { bot } = session.identity;
	if (!getsEvents(session, guild)) return;
	// A bot gets changes of itself without the members intent. Of its own join it gets only GUILD_CREATE.
	if (!session.has(told.intent) && told.userId !== bot.id) return;
	const { onlyMembers } = told;
	if (onlyMembers && !session.has(GatewayIntentBits.GuildMembers) && !onlyMembers.includes(bot.id)) return;
	if (told.needs !== undefined && (guild.permissionsOf(bot.id) & told.needs) === 0n) return;
	if (told.seenIn !== undefined && !guild.sees(bot.id, told.seenIn)) return;
	session.dispatch(told.event, dataFor(session, guild, told));
}

function dataFor(session: Session, guild: GuildWorld, { event, data, channel }: ChangeDispatch): unknown {
	if (channel) return channelFor(session, guild, channel);
	const isMessage = event === GatewayDispatchEvents.MessageCreate || event === GatewayDispatchEvents.MessageUpdate;
	if (!isMessage || session.has(GatewayIntentBits.MessageContent)) return data;
	return withoutContent(data as APIMessage, session.identity.bot.id);
}

/** Sends a change of a guild as a whole, or of one bot in it. */
function tellGuild(session: Session, guild: GuildWorld, change: WorldChange): void {
	const { bot, shard } = session.identity;
	if ('botId' in change && change.botId !== bot.id) return;
	if (change.type === 'interactionCreate') {
		// An interaction goes only to one shard, and needs no intent.
		if (change.via === 'gateway' && shardOf(guild.id, shard[1]) === shard[0])
			session.dispatch(GatewayDispatchEvents.InteractionCreate, change.interaction);
	} else if (change.type === 'botRemoved') {
		forgetGuild(session, guild.id, {});
	} else if (change.type === 'unavailable') {
		forgetGuild(session, guild.id, { unavailable: true });
	} else if (covers(session, guild) && guild.available) {
		announceGuild(session, guild);
	}
}

function forgetGuild(session: Session, id: string, outage: { unavailable?: true }): void {
	session.sight.delete(id);
	if (!session.announced.delete(id) || !session.has(GatewayIntentBits.Guilds)) return;
	session.dispatch(GatewayDispatchEvents.GuildDelete, { id, ...outage });
}

import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { applicationFlags, ownUser } from '../../accounts/index.js';
import type { Connection } from '../connection/index.js';
import { covers, type GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

/** Sends READY: the bot's user and its guilds. All guilds are unavailable until their GUILD_CREATE. */
export function sendReady({ access, world }: GatewayContext, session: Session, { host, version }: Connection): void {
	const { bot, id, shard } = session.identity;
	const guilds = world.guildsOf(bot.id).filter((guild) => covers(session, guild));
	const flags = applicationFlags(bot, world);
	const ready = {
		v: version,
		user: ownUser(world.user(bot.id) ?? bot.user),
		user_settings: {},
		session_type: 'normal',
		session_id: id,
		resume_gateway_url: access.gatewayUrlAt(host),
		shard,
		guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
		application: { id: bot.applicationId, flags, flags_new: String(flags) },
		private_channels: [],
		relationships: [],
		presences: [],
		guild_join_requests: [],
		geo_ordered_rtc_regions: [],
		auth: {},
		_trace: ['["rollcall-emulator"]'],
	};
	// READY opens the session. Only events after it can lag.
	session.dispatch(GatewayDispatchEvents.Ready, ready, 0);
}

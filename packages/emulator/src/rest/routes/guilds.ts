import { cloneJson } from '../../json/index.js';
import { describeGuild } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import type { RestCall } from '../requests/index.js';
import { approximateCounts } from './counts.js';
import { ok, type Reply, type Route } from './Route.js';

/** Guilds themselves. */
export const guildRoutes: readonly Route[] = [
	{ method: 'GET', path: '/guilds/:guildId', name: 'getGuild', handle: getGuild },
	{ method: 'GET', path: '/guilds/:guildId/preview', name: 'guildPreview', handle: getPreview },
	{ method: 'GET', path: '/guilds/:guildId/channels', name: 'listChannels', handle: listChannels },
];

function getGuild(call: RestCall): Reply {
	const guild = call.guild();
	return ok({ ...describeGuild(guild), ...(call.form.flag('with_counts') && approximateCounts(guild)) });
}

/** No guild of the emulator is discoverable, so only its own bots see its preview. */
function getPreview(call: RestCall): Reply {
	const guild = call.context.world.guilds.get(call.id('guildId'));
	if (!guild?.hasBot(call.bot.id)) throw apiErrors.unknownGuild();
	const { id, name, icon, splash, discovery_splash, emojis, features, description, stickers } = describeGuild(guild);
	return ok({
		...{ id, name, icon, splash, discovery_splash, emojis, features, description, stickers },
		home_header: null,
		...approximateCounts(guild),
	});
}

/** Without the channels that the bot does not see. */
function listChannels(call: RestCall): Reply {
	const guild = call.guild();
	return ok(cloneJson([...guild.channels.values()].filter(({ id }) => guild.sees(call.bot.id, id))));
}

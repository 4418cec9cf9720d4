import type { APIUser } from 'discord-api-types/v10';
import { ownUser } from '../../accounts/index.js';
import { compareSnowflakes } from '../../random/index.js';
import type { GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, directChannelForm, ownUserForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { approximateCounts } from './counts.js';
import { readPicture } from './pictures.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

/** Users, and the bot's own user. */
export const userRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/users/@me',
		name: 'getCurrentUser',
		handle: ({ bot }) => ok(describeMyself(bot.user)),
	},
	{ method: 'PATCH', path: '/users/@me', name: 'modifyCurrentUser', form: ownUserForm, handle: modifyMyself },
	{ method: 'GET', path: '/users/@me/guilds', name: 'listCurrentUserGuilds', handle: listGuilds },
	{
		method: 'POST',
		path: '/users/@me/channels',
		name: 'createDirectChannel',
		form: directChannelForm,
		handle: openDirectChannel,
	},
	{ method: 'DELETE', path: '/users/@me/guilds/:guildId', name: 'leaveGuild', handle: leaveGuild },
	{ method: 'GET', path: '/users/:userId', name: 'getUser', handle: getUser },
];

function modifyMyself(call: RestCall): Reply {
	checkForm(ownUserForm, call.json);
	const { username } = call.json;
	call.context.world.updateUser(call.bot.id, {
		...(username !== undefined && { username: String(username) }),
		...readPicture(call, 'avatar'),
		...readPicture(call, 'banner'),
	});
	return ok(describeMyself(call.bot.user));
}

function describeMyself(user: APIUser): object {
	return { ...ownUser(user), locale: 'en-US', premium_type: 0 };
}

function getUser(call: RestCall): Reply {
	const user = call.context.world.user(call.id('userId'));
	if (!user) throw apiErrors.unknownUser();
	return ok(user);
}

function leaveGuild(call: RestCall): Reply {
	call.guild().leave(call.bot.id);
	return noContent;
}

/** A bot can open a channel with any person. Whether it can write there shows when it writes. */
function openDirectChannel(call: RestCall): Reply {
	const { world } = call.context;
	checkForm(directChannelForm, call.json);
	const recipient = world.user(String(call.json.recipient_id));
	if (!recipient || recipient.bot) throw apiErrors.invalidRecipient();
	return ok(world.directMessages.open(call.bot.id, recipient));
}

function listGuilds(call: RestCall): Reply {
	const limit = call.form.int('limit', { min: 1, max: 200, fallback: 200 });
	const after = call.form.snowflake('after', '0');
	const withCounts = call.form.flag('with_counts');
	const guilds = call.context.world
		.guildsOf(call.bot.id)
		.filter((guild) => compareSnowflakes(guild.id, after) > 0)
		.sort((a, b) => compareSnowflakes(a.id, b.id))
		.slice(0, limit);
	return ok(guilds.map((guild) => partialGuild(guild, call.bot.id, withCounts)));
}

function partialGuild(guild: GuildWorld, botId: string, withCounts: boolean): object {
	return {
		id: guild.id,
		name: guild.name,
		icon: null,
		banner: null,
		owner: guild.ownerId === botId,
		permissions: guild.permissionsOf(botId).toString(),
		features: ['COMMUNITY', 'NEWS'],
		...(withCounts && approximateCounts(guild)),
	};
}

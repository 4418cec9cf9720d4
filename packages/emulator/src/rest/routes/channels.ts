import { PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import { isThread, sendingIn } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { channelTypes } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { changeChannel, removeChannel } from './guildChannels.js';
import { noContent, ok, type Reply, type Route } from './Route.js';
import { changeThread, removeThread } from './threads.js';

const path = '/channels/:channelId';

/** Channels of any kind. */
export const channelRoutes: readonly Route[] = [
	{ method: 'GET', path, name: 'getChannel', handle: (call) => ok(cloneJson(call.channel().channel)) },
	{ method: 'PATCH', path, name: 'editChannel', form: channelTypes, handle: editChannel },
	{ method: 'DELETE', path, name: 'deleteChannel', handle: deleteChannel },
	{ method: 'POST', path: `${path}/typing`, name: 'typing', handle: typing },
];

function editChannel(call: RestCall): Reply {
	const place = requireGuildChannel(call.channel());
	return isThread(place.channel.type) ? changeThread(call, place) : changeChannel(call, place);
}

function deleteChannel(call: RestCall): Reply {
	const place = call.channel();
	// Bots close direct messages in the same way. They stay open for the emulator.
	if (!place.guild) return ok(cloneJson(place.channel));
	const remove = isThread(place.channel.type) ? removeThread : removeChannel;
	return remove(call, requireGuildChannel(place));
}

function requireGuildChannel(place: Place): Required<Place> {
	if (!place.guild) throw apiErrors.wrongChannelType();
	return place as Required<Place>;
}

function typing(call: RestCall): Reply {
	const place = call.channel();
	if (place.guild) call.requirePermissionIn(place, sendingIn(place.channel.type) | Permission.ViewChannel);
	place.chat.type(place.channel.id, call.bot.id);
	return noContent;
}

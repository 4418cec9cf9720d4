import type { APIChannel, APIOverwrite } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import type { ChannelPatch } from '../../world/index.js';
import { route } from '../Route.js';
import { guildId, id, withId } from '../schemas/common.js';
import { channelPatch } from '../schemas/patches.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofChannel = z.strictObject({ guildId, channelId: id });
const ofOverwrite = z.strictObject({ guildId, channelId: id, overwriteId: id });
const bits = z.string().regex(/^\d+$/, 'must be permission bits as a text of digits').default('0');

/** Channels. */
export const channelRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/channels', name: 'listChannels', tag },
		summary: 'All channels.',
		params: ofGuild,
		answer: z.array(withId('A channel')),
		handle: ({ control, params }) => [...control.guild(params.guildId).channels.values()],
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/channels', name: 'createChannel', tag },
		summary: 'Makes a channel, for text by default.',
		params: ofGuild,
		body: channelPatch,
		answer: withId('A channel'),
		handle: ({ control, params, body }) => control.guild(params.guildId).createChannel(body as Partial<APIChannel>),
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/channels/{channelId}', name: 'deleteChannel', tag },
		summary: 'Deletes a channel. Members in it leave voice.',
		params: ofChannel,
		handle({ control, params }) {
			control.guild(params.guildId).deleteChannel(params.channelId);
			return undefined;
		},
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/channels/{channelId}', name: 'updateChannel', tag },
		summary: 'Changes a channel.',
		params: ofChannel,
		body: channelPatch,
		answer: withId('A channel'),
		handle: ({ control, params, body }) =>
			control.guild(params.guildId).updateChannel(params.channelId, body as ChannelPatch),
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/channels/{channelId}/overwrites/{overwriteId}', tag },
		name: 'setOverwrite',
		summary: 'Sets what a role (type 0) or a member (type 1) may do in a channel.',
		params: ofOverwrite,
		body: z.strictObject({ type: z.union([z.literal(0), z.literal(1)]), allow: bits, deny: bits }),
		handle({ control, params, body }) {
			const overwrite = { ...body, id: params.overwriteId } as APIOverwrite;
			control.guild(params.guildId).setOverwrite(params.channelId, overwrite);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/channels/{channelId}/overwrites/{overwriteId}', tag },
		name: 'removeOverwrite',
		summary: 'Takes an overwrite back.',
		params: ofOverwrite,
		handle({ control, params }) {
			control.guild(params.guildId).removeOverwrite(params.channelId, params.overwriteId);
		},
	}),
];

import type { APIVoiceState } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import { route } from '../Route.js';
import { discordObject, guildId, id, userId } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofMember = z.strictObject({ guildId, userId });

/** Members in voice. */
export const voiceRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/voice', name: 'listVoice', tag },
		summary: 'The states of members in voice.',
		params: ofGuild,
		answer: z.array(discordObject('A voice state')),
		handle: ({ control, params }) => [...control.guild(params.guildId).voiceStates.values()],
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/voice/{userId}', name: 'setVoice', tag },
		summary: 'Puts a member into a voice channel, or moves them.',
		params: ofMember,
		body: z.looseObject({ channelId: id }).describe('The channel, and the fields of the voice state to set.'),
		answer: discordObject('A voice state'),
		handle({ control, params, body: { channelId, ...given } }) {
			const guild = control.guild(params.guildId);
			return guild.setVoice(control.userId(params.userId, guild), channelId, given as Partial<APIVoiceState>);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/voice/{userId}', name: 'leaveVoice', tag },
		summary: 'Takes a member out of voice.',
		params: ofMember,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			guild.setVoice(control.userId(params.userId, guild), null);
			return undefined;
		},
	}),
];

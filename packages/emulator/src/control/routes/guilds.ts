import type { APIGuild } from 'discord-api-types/v10';
import * as z from '../../bundled/zod.js';
import type { GuildSettings } from '../../world/index.js';
import { describeGuild } from '../describe.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { guildAnswer } from '../schemas/answers.js';
import { guildId, id, userId } from '../schemas/common.js';
import { guildPatch } from '../schemas/patches.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });

/** Guilds as a whole. */
export const guildRoutes = [
	route({
		...{ method: 'GET', path: '/guilds', name: 'listGuilds', tag },
		summary: 'All guilds.',
		answer: z.array(guildAnswer),
		handle: ({ control }) => [...control.emulator.world.guilds.values()].map(describeGuild),
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}', name: 'getGuild', tag },
		summary: 'One guild.',
		params: ofGuild,
		answer: guildAnswer,
		handle: ({ control, params }) => describeGuild(control.guild(params.guildId)),
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}', name: 'changeGuild', tag },
		summary: 'Changes name, language or AFK channel.',
		params: ofGuild,
		body: guildAnswer.shape.settings.partial(),
		answer: guildAnswer,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			guild.changeSettings(body as Partial<GuildSettings>);
			return describeGuild(guild);
		},
	}),
	route({
		...{ method: 'PUT', path: '/guilds/{guildId}/outage', name: 'startOutage', tag },
		summary: 'Makes the guild unavailable.',
		params: ofGuild,
		handle({ control, params }) {
			control.guild(params.guildId).outage();
			return undefined;
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/outage', name: 'endOutage', tag },
		summary: 'Ends an outage.',
		params: ofGuild,
		handle({ control, params }) {
			control.guild(params.guildId).recover();
			return undefined;
		},
	}),
	route({
		...{ method: 'PATCH', path: '/guilds/{guildId}/details', name: 'editGuild', tag },
		summary: 'Changes any field of the guild object, such as its description.',
		params: ofGuild,
		body: guildPatch,
		answer: guildAnswer,
		handle({ control, params, body }) {
			const guild = control.guild(params.guildId);
			guild.edit(body as Partial<APIGuild>);
			return describeGuild(guild);
		},
	}),
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/permissions/{userId}', name: 'getPermissions', tag },
		summary: 'What a member may do in the guild, or in a channel: overwrites and timeouts are counted.',
		params: z.strictObject({ guildId, userId }),
		query: z.strictObject({ channelId: id.optional() }),
		answer: z.strictObject({ permissions: z.string().describe('Bits, as a text of digits.') }),
		handle({ control, params, query: { channelId } }) {
			const guild = control.guild(params.guildId);
			const user = control.userId(params.userId, guild);
			if (!guild.has(user)) throw notFound(`Guild ${guild.id} has no member ${user}.`);
			return { permissions: guild.permissionsOf(user, channelId).toString() };
		},
	}),
];

import * as z from '../../bundled/zod.js';
import type { GuildWorld } from '../../world/index.js';
import { notFound } from '../Refused.js';
import { route } from '../Route.js';
import { guildId, id, userId } from '../schemas/common.js';

const tag = 'The world';
const ofGuild = z.strictObject({ guildId });
const ofInvite = z.strictObject({ guildId, code: z.string().min(1) });
const invite = z
	.looseObject({ code: z.string(), channelId: z.string(), uses: z.int() })
	.describe('An invite: times are epoch milliseconds, `maxAge` is in seconds.');

function requireInvite(guild: GuildWorld, code: string): void {
	if (!guild.invites.get(code)) throw notFound(`Guild ${guild.id} has no invite ${code}.`);
}

/** Invites. */
export const inviteRoutes = [
	route({
		...{ method: 'GET', path: '/guilds/{guildId}/invites', name: 'listInvites', tag },
		summary: 'The invites that are still valid.',
		params: ofGuild,
		answer: z.array(invite),
		handle: ({ control, params }) => control.guild(params.guildId).invites.all,
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/invites', name: 'createInvite', tag },
		summary: 'Lets a member make an invite.',
		params: ofGuild,
		body: z.strictObject({
			channelId: id,
			inviterId: userId.default('owner'),
			maxAge: z.int().min(0).max(604_800).optional().describe('Seconds; a day by default, 0 for ever.'),
			maxUses: z.int().min(0).max(100).optional().describe('0 for any number.'),
			temporary: z.boolean().optional(),
			unique: z.boolean().optional(),
		}),
		answer: invite,
		handle({ control, params, body: { inviterId, ...terms } }) {
			const guild = control.guild(params.guildId);
			if (!guild.channels.has(terms.channelId)) throw notFound(`Guild ${guild.id} has no channel ${terms.channelId}.`);
			return guild.invites.create({ ...terms, inviterId: control.userId(inviterId, guild) });
		},
	}),
	route({
		...{ method: 'POST', path: '/guilds/{guildId}/invites/{code}/use', name: 'useInvite', tag },
		summary: 'Counts a use. An invite that is used up is gone.',
		params: ofInvite,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			requireInvite(guild, params.code);
			guild.invites.use(params.code);
		},
	}),
	route({
		...{ method: 'DELETE', path: '/guilds/{guildId}/invites/{code}', name: 'deleteInvite', tag },
		summary: 'Deletes an invite.',
		params: ofInvite,
		handle({ control, params }) {
			const guild = control.guild(params.guildId);
			requireInvite(guild, params.code);
			guild.invites.delete(params.code);
		},
	}),
];

import { AuditLogEvent, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { changesBetween, describeGuild, type GuildWorld, type Invite } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, inviteForm } from '../forms/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { approximateCounts } from './counts.js';
import { ok, type Reply, type Route } from './Route.js';

const path = '/channels/:channelId/invites';

/** Invites to channels. */
export const inviteRoutes: readonly Route[] = [
	{ method: 'GET', path, name: 'listChannelInvites', handle: listOfChannel },
	{ method: 'POST', path, name: 'createInvite', form: inviteForm, handle: createInvite },
	{ method: 'GET', path: '/guilds/:guildId/invites', name: 'listInvites', handle: listOfGuild },
	{ method: 'GET', path: '/guilds/:guildId/vanity-url', name: 'getVanityUrl', handle: getVanityUrl },
	{ method: 'GET', path: '/invites/:code', name: 'getInvite', handle: getInvite },
	{ method: 'DELETE', path: '/invites/:code', name: 'deleteInvite', handle: deleteInvite },
];

function requireChannel(call: RestCall): Required<Place> {
	const place = call.channel();
	if (!place.guild?.channels.has(place.channel.id)) throw apiErrors.wrongChannelType();
	return place as Required<Place>;
}

function listOfChannel(call: RestCall): Reply {
	const place = requireChannel(call);
	call.requirePermissionIn(place, Permission.ManageChannels);
	const { guild, channel } = place;
	const invites = guild.invites.all.filter(({ channelId }) => channelId === channel.id);
	return ok(invites.map((invite) => ({ ...describe(guild, invite), ...metadataOf(invite) })));
}

function listOfGuild(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageGuild);
	return ok(guild.invites.all.map((invite) => ({ ...describe(guild, invite), ...metadataOf(invite) })));
}

/** No guild of the emulator has an address of its own. */
function getVanityUrl(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageGuild);
	return ok({ code: null, uses: 0 });
}

function createInvite(call: RestCall): Reply {
	const place = requireChannel(call);
	call.requirePermissionIn(place, Permission.CreateInstantInvite);
	checkForm(inviteForm, call.json);
	const { guild, channel } = place;
	const { max_age, max_uses, temporary, unique } = call.json;
	const before = guild.invites.all.length;
	const invite = guild.invites.create({
		...{ channelId: channel.id, inviterId: call.bot.id },
		...(typeof max_age === 'number' && { maxAge: max_age }),
		...(typeof max_uses === 'number' && { maxUses: max_uses }),
		...{ temporary: temporary === true, unique: unique === true },
	});
	if (guild.invites.all.length > before) note(call, guild, AuditLogEvent.InviteCreate, invite);
	return ok({ ...describe(guild, invite), ...metadataOf(invite) });
}

function find(call: RestCall): { guild: GuildWorld; invite: Invite } {
	for (const guild of call.context.world.guilds.values()) {
		const invite = guild.invites.get(call.param('code'));
		if (invite) return { guild, invite };
	}
	throw apiErrors.unknownInvite();
}

function getInvite(call: RestCall): Reply {
	const { guild, invite } = find(call);
	return ok({ ...describe(guild, invite), ...(call.form.flag('with_counts') && approximateCounts(guild)) });
}

function deleteInvite(call: RestCall): Reply {
	const { guild, invite } = find(call);
	if (!guild.hasBot(call.bot.id)) throw apiErrors.missingAccess();
	const mayHere = (guild.permissionsOf(call.bot.id, invite.channelId) & Permission.ManageChannels) !== 0n;
	if (!mayHere) call.requirePermission(guild, Permission.ManageGuild);
	guild.invites.delete(invite.code);
	note(call, guild, AuditLogEvent.InviteDelete, invite);
	return ok(describe(guild, invite));
}

function note(call: RestCall, guild: GuildWorld, type: AuditLogEvent, invite: Invite): void {
	const fields = { code: invite.code, channel_id: invite.channelId, ...metadataOf(invite) };
	const [before, after] = type === AuditLogEvent.InviteCreate ? [{}, fields] : [fields, {}];
	const keys = ['code', 'channel_id', 'max_age', 'max_uses', 'temporary', 'uses'];
	call.audit(guild, { type, targetId: null, changes: changesBetween(before, after, keys) });
}

/** An invite as anybody sees it. */
function describe(guild: GuildWorld, { code, channelId, inviter, maxAge, createdAt }: Invite): object {
	const { id, name, splash, banner, description, icon, features, verification_level, ...rest } = describeGuild(guild);
	const channel = guild.channels.get(channelId);
	const { vanity_url_code, nsfw_level, premium_subscription_count = 0 } = rest;
	return {
		...{ type: 0, code, guild_id: guild.id, ...(inviter && { inviter }), flags: 0 },
		expires_at: maxAge === 0 ? null : discordTimestamp(createdAt + maxAge * 1000),
		guild: {
			...{ id, name, splash, banner, description, icon, features, verification_level },
			...{ vanity_url_code, nsfw_level, nsfw: false, premium_subscription_count },
		},
		channel: { id: channelId, type: channel?.type ?? 0, name: channel?.name ?? null },
	};
}

/** What only those see who manage it. */
function metadataOf({ uses, maxUses, maxAge, temporary, createdAt }: Invite): object {
	return { uses, max_uses: maxUses, max_age: maxAge, temporary, created_at: discordTimestamp(createdAt) };
}

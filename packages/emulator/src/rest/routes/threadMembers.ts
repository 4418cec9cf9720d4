import { type APIThreadChannel, type APIThreadMember, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import { apiErrors } from '../errors/index.js';
import type { Place, RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';
import { requireThread } from './threads.js';

const path = '/channels/:channelId/thread-members';

/** Who is in a thread. */
export const threadMemberRoutes: readonly Route[] = [
	{ method: 'GET', path, name: 'listThreadMembers', handle: listMembers },
	{ method: 'GET', path: `${path}/:userId`, name: 'getThreadMember', handle: getMember },
	{ method: 'PUT', path: `${path}/@me`, name: 'joinThread', handle: joinThread },
	{ method: 'PUT', path: `${path}/:userId`, name: 'addThreadMember', handle: addMember },
	{ method: 'DELETE', path: `${path}/@me`, name: 'leaveThread', handle: leaveThread },
	{ method: 'DELETE', path: `${path}/:userId`, name: 'removeThreadMember', handle: removeMember },
];

/** As the list of the members of a guild, it needs the members intent of the application. */
function listMembers(call: RestCall): Reply {
	const place = requireThread(call, false);
	if (!call.bot.intents.members) throw apiErrors.missingAccess();
	const limit = call.form.int('limit', { min: 1, max: 100, fallback: 100 });
	const after = call.form.snowflake('after', '0');
	const idOf = ({ user_id }: APIThreadMember) => String(user_id);
	const members = place.guild.threads.membersOf(place.channel.id);
	const sorted = members.sort((a, b) => compareSnowflakes(idOf(a), idOf(b)));
	// Only with members, Discord gives the list in pages.
	if (!call.form.flag('with_member')) return ok(sorted);
	const page = sorted.filter((member) => compareSnowflakes(idOf(member), after) > 0).slice(0, limit);
	return ok(page.map((member) => described(call, place, member)));
}

function getMember(call: RestCall): Reply {
	const place = requireThread(call, false);
	const userId = call.param('userId') === '@me' ? call.bot.id : call.id('userId');
	const found = place.guild.threads.membersOf(place.channel.id).find(({ user_id }) => user_id === userId);
	if (!found) throw apiErrors.unknownMember();
	return ok(described(call, place, found));
}

function described(call: RestCall, { guild }: Required<Place>, member: APIThreadMember): APIThreadMember {
	const inGuild = call.form.flag('with_member') ? guild.member(String(member.user_id)) : undefined;
	return { ...member, ...(inGuild && { member: inGuild }) };
}

function joinThread(call: RestCall): Reply {
	const { guild, channel } = requireThread(call, true);
	guild.threads.join(channel.id, call.bot.id);
	return noContent;
}

function addMember(call: RestCall): Reply {
	const place = requireThread(call, true);
	call.requirePermissionIn(place, Permission.SendMessagesInThreads);
	const userId = call.id('userId');
	if (!place.guild.has(userId))
		throw call.context.world.user(userId) ? apiErrors.unknownMember() : apiErrors.unknownUser();
	place.guild.threads.join(place.channel.id, userId);
	return noContent;
}

function leaveThread(call: RestCall): Reply {
	const { guild, channel } = requireThread(call, true);
	guild.threads.leave(channel.id, call.bot.id);
	return noContent;
}

/** The owner of a private thread may remove members, too. */
function removeMember(call: RestCall): Reply {
	const place = requireThread(call, true);
	const { owner_id } = place.channel as APIThreadChannel;
	if (owner_id !== call.bot.id) call.requirePermissionIn(place, Permission.ManageThreads);
	place.guild.threads.leave(place.channel.id, call.id('userId'));
	return noContent;
}

import { type APIGuildMember, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, type MemberSearch, memberSearchForm } from '../forms/index.js';
import { searchMembers as searchByFilters } from '../memberSearch/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

/** Reading members. */
export const memberRoutes: readonly Route[] = [
	{ method: 'GET', path: '/guilds/:guildId/members', name: 'listMembers', handle: listMembers },
	{ method: 'GET', path: '/guilds/:guildId/members/search', name: 'searchMembers', handle: searchMembers },
	{
		method: 'POST',
		path: '/guilds/:guildId/members-search',
		name: 'searchMembersByFilters',
		form: memberSearchForm,
		handle: filterMembers,
	},
	{ method: 'GET', path: '/guilds/:guildId/members/:userId', name: 'getMember', handle: getMember },
];

const pageSize = { min: 1, max: 1000, fallback: 1 } as const;

/** The whole list needs the members intent of the application. The intents in IDENTIFY do not matter. */
function listMembers(call: RestCall): Reply {
	const guild = call.guild();
	if (!call.bot.intents.members) throw apiErrors.missingAccess();
	const limit = call.form.int('limit', pageSize);
	return ok(guild.page(call.form.snowflake('after', '0'), limit));
}

/** A search needs no intent. */
function searchMembers(call: RestCall): Reply {
	const guild = call.guild();
	const query = call.form.text('query', 1, 100);
	return ok(guild.snapshot().search(query, call.form.int('limit', pageSize)));
}

/** Discord does not document it. Authors of libraries have written down what it takes and gives. */
function filterMembers(call: RestCall): Reply {
	const guild = call.guild();
	call.requirePermission(guild, Permission.ManageGuild);
	if (!call.bot.intents.members) throw apiErrors.missingAccess();
	checkForm(memberSearchForm, call.json);
	return ok(searchByFilters(guild, call.json as MemberSearch));
}

function getMember(call: RestCall): Reply {
	return ok(requireMember(call, call.guild()));
}

/** The member of the path. Refuses with 10013 if the user does not exist, and with 10007 if they are not here. */
export function requireMember(call: RestCall, guild: GuildWorld): APIGuildMember {
	const userId = call.id('userId');
	const member = guild.member(userId);
	if (member) return member;
	throw call.context.world.user(userId) ? apiErrors.unknownMember() : apiErrors.unknownUser();
}

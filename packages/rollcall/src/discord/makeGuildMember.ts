import type { Guild, GuildMember } from 'discord.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { constructMember, constructUser } from './internals.js';

/** The member as a GuildMember with a User of their own; throws `UNREADABLE_MEMBER` if discord.js cannot make one. */
export function makeGuildMember(guild: Guild, raw: RawMember): GuildMember {
	try {
		const member = constructMember(guild, raw);
		member.user = constructUser(guild.client, raw.user);
		return member;
	} catch (cause) {
		throw unreadable(guild.id, raw, cause);
	}
}

function unreadable(guildId: string, { user }: RawMember, cause: unknown): MemberFetchError {
	const why = cause instanceof Error ? cause.message : String(cause);
	const message =
		`Guild ${guildId}: discord.js cannot make a GuildMember of the data for member ${user.id} (${why}). ` +
		'Read their record from the roster of the answer: roster.get(id).';
	return new MemberFetchError('UNREADABLE_MEMBER', message, { guildId, cause });
}

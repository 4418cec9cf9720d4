import type { APIGuildMember, APIUser, GuildMemberFlags, UserFlags } from 'discord-api-types/v10';
import { discordTimestamp } from '../../clock/index.js';
import { hashText, imageHash } from '../../random/index.js';
import { displayName, username } from '../names/index.js';

const DID_REJOIN = 1;

/** A member who has just joined, without roles and nickname. */
export function newMember(user: APIUser, joinedAt: number, isReturning: boolean): APIGuildMember {
	return {
		avatar: null,
		banner: null,
		communication_disabled_until: null,
		flags: (isReturning ? DID_REJOIN : 0) as GuildMemberFlags,
		joined_at: discordTimestamp(joinedAt),
		nick: null,
		pending: false,
		premium_since: null,
		roles: [],
		user,
		mute: false,
		deaf: false,
	};
}

/** A user that no guild has seen yet. Everything follows from the id. */
export function newUser(id: string): APIUser {
	const h = hashText(id);
	return {
		id,
		username: username(h, h % 1_000_000),
		discriminator: '0',
		global_name: h % 4 === 3 ? null : displayName(h),
		avatar: h % 4 === 1 ? null : imageHash(h),
		public_flags: 0 as UserFlags,
		avatar_decoration_data: null,
		primary_guild: null,
		collectibles: null,
	};
}

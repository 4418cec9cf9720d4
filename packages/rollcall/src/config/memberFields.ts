/**
 * The fields of a member that you may leave out, named as Discord names them. Fields of the user begin with `user.`. The id
 * and the roles are always kept.
 */
export const MEMBER_FIELDS = [
	'nick',
	'avatar',
	'banner',
	'joined_at',
	'premium_since',
	'communication_disabled_until',
	'flags',
	'pending',
	'mute',
	'deaf',
	'permissions',
	'avatar_decoration_data',
	'collectibles',
	'user.username',
	'user.discriminator',
	'user.global_name',
	'user.avatar',
	'user.public_flags',
	'user.bot',
	'user.system',
	'user.banner',
	'user.accent_color',
	'user.banner_color',
	'user.avatar_decoration_data',
	'user.primary_guild',
	'user.clan',
	'user.collectibles',
	'user.display_name_styles',
] as const;

/** One field of a member that you may leave out. */
export type MemberField = (typeof MEMBER_FIELDS)[number];

/** The fields of a member that are kept: all, or those that you name. */
export type MemberFields = 'all' | readonly MemberField[];

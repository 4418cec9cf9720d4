/**
 * The fields of a member that may be left out, as Discord names them; those of his user begin with `user.`. His id and
 * his roles are always kept.
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

/** One field of a member that may be left out. */
export type MemberField = (typeof MEMBER_FIELDS)[number];

/** What is kept of each member: everything, or the fields named. */
export type MemberFields = 'all' | readonly MemberField[];

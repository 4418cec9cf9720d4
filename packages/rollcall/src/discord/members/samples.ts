import type { RawMember } from '../../interfaces/ITransport.js';

const HASH = '0123456789abcdef0123456789abcdef';
const NAMEPLATE = { nameplate: { sku_id: '1', asset: 'asset', label: 'label', palette: 'teal' } };
const DECORATION = { asset: HASH, sku_id: '2' };
const TIME = '2024-02-29T12:34:56.789000+00:00';

/** Members with all that is known, with nothing of it, and with nothing but null. */
export const SAMPLES = [
	{
		...{ nick: 'Nick', avatar: HASH, banner: HASH, joined_at: TIME, premium_since: TIME, flags: 3, pending: true },
		...{ communication_disabled_until: TIME, mute: true, deaf: true, permissions: '8', roles: ['5', '6'] },
		...{ avatar_decoration_data: DECORATION, collectibles: NAMEPLATE },
		user: {
			...{ id: '81384788765712384', username: 'user', global_name: 'User', discriminator: '1234', avatar: `a_${HASH}` },
			...{ public_flags: 64, bot: true, system: true, banner: HASH, accent_color: 255, banner_color: '#0000ff' },
			...{ avatar_decoration_data: DECORATION, collectibles: NAMEPLATE, clan: null, display_name_styles: null },
			primary_guild: { identity_guild_id: '3', identity_enabled: true, tag: 'TAG', badge: HASH },
		},
	},
	{ roles: [], user: { id: '1' } },
	{ roles: [], joined_at: TIME, user: { id: '2', username: 'user2' } },
	{
		...{ nick: null, avatar: null, banner: null, joined_at: null, premium_since: null, roles: [], flags: 0 },
		...{ communication_disabled_until: null, avatar_decoration_data: null, collectibles: { nameplate: null } },
		user: {
			...{ id: '4', username: null, global_name: null, avatar: null, banner: null, accent_color: null },
			...{ avatar_decoration_data: null, collectibles: null, primary_guild: null, bot: false, discriminator: '0' },
		},
	},
] as unknown as readonly RawMember[];

import {
	type APIGuildMember,
	type APINameplateData,
	type APIUser,
	type GuildMemberFlags,
	NameplatePalette,
	type UserFlags,
} from 'discord-api-types/v10';
import { DAY_MS, discordTimestamp } from '../../clock/index.js';
import { imageHash, mix } from '../../random/index.js';
import { displayName, username } from '../names/index.js';
import type { RoleSets } from '../roles/index.js';
import { MemberIds } from './MemberIds.js';

const NOW = Date.UTC(2026, 0, 1);
const HYPESQUAD = [64, 128, 256];

/** The random numbers of one member. Each of them decides about a few fields. */
interface Draws {
	user: number;
	extra: number;
	member: number;
	rare: number;
}

/**
 * The members at the start of a guild. Member i is a pure function of (seed, i). Nothing is stored, so a guild of ten
 * million costs as much as a guild of ten.
 */
export class BaseMembers {
	readonly ids: MemberIds;

	constructor(
		private readonly seed: number,
		readonly count: number,
		private readonly createdAt: number,
		private readonly roleSets: RoleSets,
	) {
		this.ids = new MemberIds(seed, count);
	}

	/** A fresh object of member `index`. */
	at(index: number): APIGuildMember {
		const draws = this.#draw(index);
		const boosts = isBooster(draws);
		const isGuest = draws.rare % 5000 === 4999;
		const member: APIGuildMember = {
			avatar: draws.member % 64 === 1 ? imageHash(draws.rare) : null,
			banner: draws.member % 256 === 2 ? imageHash(draws.rare ^ 1) : null,
			communication_disabled_until: timeout(draws),
			flags: memberFlags(draws, isGuest) as GuildMemberFlags,
			joined_at: isGuest ? null : this.#joinedAt(index, draws),
			nick: nickname(draws),
			premium_since: boosts ? discordTimestamp(NOW - (draws.rare % 700) * DAY_MS) : null,
			roles: this.roleSets.of(index, boosts),
			user: this.#user(index, draws),
			mute: draws.rare % 512 === 7,
			deaf: draws.rare % 1024 === 9,
		} as APIGuildMember;
		addRareMemberFields(member, draws);
		return member;
	}

	/** The user alone. */
	userAt(index: number): APIUser {
		return this.#user(index, this.#draw(index));
	}

	/** Only the fields that a search reads. */
	namesAt(index: number): { username: string; nick: string | null } {
		const draws = this.#draw(index);
		return { username: username(draws.user, index), nick: nickname(draws) };
	}

	/** Only the roles. */
	rolesAt(index: number): string[] {
		return this.roleSets.of(index, isBooster(this.#draw(index)));
	}

	#draw(index: number): Draws {
		const user = mix(this.seed ^ 0xa5e4, index);
		const extra = mix(user, 0x11);
		return { user, extra, member: mix(extra, 0x22), rare: mix(extra, 0x33) };
	}

	#joinedAt(index: number, draws: Draws): string {
		const from = Math.max(this.ids.createdAt(index), this.createdAt);
		return discordTimestamp(from + (draws.extra / 0x1_0000_0000) * (NOW - from));
	}

	#user(index: number, { user: h, extra }: Draws): APIUser {
		const isBot = h % 200 === 0;
		const user = {
			id: this.ids.at(index),
			username: username(h, index),
			discriminator: isBot ? String(1000 + (extra % 9000)) : '0',
			global_name: isBot || h % 4 === 3 ? null : displayName(extra),
			avatar: avatar(h, extra),
			public_flags: publicFlags(h) as UserFlags,
			avatar_decoration_data: extra % 16 === 5 ? decoration(extra) : null,
		} as APIUser;
		if (isBot) user.bot = true;
		addRareUserFields(user, h, extra);
		return user;
	}
}

function isBooster(draws: Draws): boolean {
	return draws.rare % 83 === 3;
}

function nickname({ member }: Draws): string | null {
	return member % 100 < 18 ? displayName(mix(member, 7)) : null;
}

function avatar(h: number, extra: number): string | null {
	if (h % 9 < 2) return null;
	return h % 13 === 0 ? `a_${imageHash(extra)}` : imageHash(extra);
}

function publicFlags(h: number): number {
	const squad = h % 5 === 1 ? (HYPESQUAD[(h >>> 4) % 3] as number) : 0;
	return h % 97 === 1 ? squad | (1 << 22) : squad;
}

function decoration(h: number): { asset: string; sku_id: string } {
	return { asset: `a_${imageHash(h ^ 0xdec0)}`, sku_id: `12121${String(h).padStart(14, '0')}` };
}

function memberFlags({ member, rare }: Draws, isGuest: boolean): number {
	const rejoined = rare % 25 === 1 ? 1 : 0;
	const onboarded = member % 5 === 1 ? 2 | 8 : 0;
	return rejoined | onboarded | (isGuest ? 16 : 0);
}

/** A few members are timed out. Discord also leaves past times in place. */
function timeout({ rare }: Draws): string | null {
	return rare % 300 === 11 ? discordTimestamp(NOW + ((rare % 40) - 20) * DAY_MS) : null;
}

/** Adds fields that Discord leaves out for some members. */
function addRareMemberFields(member: APIGuildMember, { member: h, rare }: Draws): void {
	if (h % 20 !== 3) member.pending = rare % 33 === 2;
	if (h % 3 !== 1) member.avatar_decoration_data = rare % 200 === 6 ? decoration(rare) : null;
	if (h % 4 === 1) member.collectibles = null;
}

/** Adds fields that Discord leaves out for some users. */
function addRareUserFields(user: APIUser, h: number, extra: number): void {
	if (extra % 10 !== 3) user.primary_guild = extra % 10 === 4 ? serverTag(h) : null;
	if (h % 3 !== 1) user.collectibles = extra % 32 === 9 ? { nameplate: nameplate(extra) } : null;
	if (h % 4 === 1) {
		user.banner = extra % 3 === 0 ? imageHash(extra ^ 0xba) : null;
		user.accent_color = extra % 3 === 1 ? extra & 0xff_ffff : null;
	}
	// Discord sends it to every client, but does not document it.
	if (h % 2 === 1) Object.assign(user, { display_name_styles: h % 61 === 3 ? nameStyle(extra) : null });
}

function serverTag(h: number): NonNullable<APIUser['primary_guild']> {
	const tag = `${String.fromCharCode(65 + (h % 26), 65 + ((h >>> 5) % 26))}${(h >>> 10) % 100}`;
	return { identity_guild_id: `9${String(h).padStart(17, '0')}`, identity_enabled: true, tag, badge: imageHash(h) };
}

function nameplate(h: number): APINameplateData {
	const sku_id = `13${String(h).padStart(17, '0')}`;
	return {
		sku_id,
		asset: 'nameplates/nameplates/twilight/',
		label: 'COLLECTIBLES_TWILIGHT_A11Y',
		palette: NameplatePalette.Cobalt,
	};
}

function nameStyle(h: number): object {
	return { font_id: 1 + (h % 12), effect_id: 1 + ((h >>> 8) % 6), colors: [h & 0xff_ffff] };
}

import type { Guild, User } from 'discord.js';
import { type Field, ODD, placeOf, STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from '../../roster/columns/fields.js';
import { type MemberPage, NO_PAGE } from './MemberPage.js';
import { collectiblesOf, decorationOf, primaryGuildOf } from './transformed.js';

const member = (key: string) => placeOf(STORED_MEMBER_FIELDS, key);
const user = (key: string) => placeOf(STORED_USER_FIELDS, key);

/** Places of the values of a member. */
export const MEMBER = {
	nick: member('nick'),
	avatar: member('avatar'),
	banner: member('banner'),
	premiumSince: member('premium_since'),
	disabledUntil: member('communication_disabled_until'),
	flags: member('flags'),
	pending: member('pending'),
	decoration: member('avatar_decoration_data'),
	collectibles: member('collectibles'),
} as const;

/** Places of the values of a user. */
export const USER = {
	username: user('username'),
	globalName: user('global_name'),
	discriminator: user('discriminator'),
	avatar: user('avatar'),
	flags: user('public_flags'),
	bot: user('bot'),
	system: user('system'),
	banner: user('banner'),
	accentColor: user('accent_color'),
	decoration: user('avatar_decoration_data'),
	primaryGuild: user('primary_guild'),
	collectibles: user('collectibles'),
} as const;

/** The two bits of a field. If both are 0, it is absent. */
const bitsOf = (place: number) => ODD << (2 * place);
const PENDING_BITS = bitsOf(MEMBER.pending);
const DISCRIMINATOR_BITS = bitsOf(USER.discriminator);
const FLAGS_BITS = bitsOf(USER.flags);
const BOT_BITS = bitsOf(USER.bot);
const SYSTEM_BITS = bitsOf(USER.system);
const BANNER_BITS = bitsOf(USER.banner);
const ACCENT_COLOR_BITS = bitsOf(USER.accentColor);

/** A value for each stored field; null if nothing is written for it. */
const noValues = (fields: readonly Field[]): unknown[] => fields.map(() => null);

/**
 * What discord.js makes of one row, read in one go for objects that are about to get their own properties. Class fields
 * are passed nothing, so they take it from here.
 */
class RowValues {
	page: MemberPage = NO_PAGE;
	at = 0;
	readonly member = noValues(STORED_MEMBER_FIELDS);
	readonly user = noValues(STORED_USER_FIELDS);
	joinedMs: number | null = null;
	/** The user of the member. */
	owner: User | undefined;

	get guild(): Guild {
		return this.page.guild;
	}

	/** Reads a row of plain values. Until it is forgotten, nobody may read another one. */
	read(page: MemberPage, at: number): void {
		this.page = page;
		this.at = at;
		page.source.columns.rows.readWritten(page.first + at, this.member, this.user);
	}

	forget(): void {
		this.page = NO_PAGE;
		this.owner = undefined;
		this.member.fill(null);
		this.user.fill(null);
	}

	/** Makes of the values of the member what discord.js makes of them. */
	finishMember(owner: User): void {
		const { member, page, at } = this;
		const states = page.source.columns.rows.memberStatesOf(page.first + at);
		this.owner = owner;
		this.joinedMs = page.joinedMs(at);
		const isKnown = (states & PENDING_BITS) !== 0 || this.joinedMs !== null;
		if (isKnown) member[MEMBER.pending] ??= false;
		if (member[MEMBER.decoration] !== null)
			member[MEMBER.decoration] = page.readMemberObject(at, MEMBER.decoration, decorationOf);
		if (member[MEMBER.collectibles] !== null)
			member[MEMBER.collectibles] = page.readMemberObject(at, MEMBER.collectibles, collectiblesOf);
	}

	/** The same for their user. */
	finishUser(): void {
		const { user, page, at } = this;
		const states = page.source.columns.rows.userStatesOf(page.first + at);
		const isNamed = user[USER.username] !== null;
		if (isNamed || (states & BOT_BITS) !== 0) user[USER.bot] ??= false;
		if (isNamed || (states & SYSTEM_BITS) !== 0) user[USER.system] ??= false;
		if ((states & DISCRIMINATOR_BITS) !== 0) user[USER.discriminator] ??= '0';
		if ((states & BANNER_BITS) === 0) user[USER.banner] = undefined;
		if ((states & ACCENT_COLOR_BITS) === 0) user[USER.accentColor] = undefined;
		if ((states & FLAGS_BITS) !== 0) user[USER.flags] = page.flagsOfUser(at, (user[USER.flags] ?? 0) as number);
		if (user[USER.decoration] !== null) user[USER.decoration] = page.readUserObject(at, USER.decoration, decorationOf);
		if (user[USER.collectibles] !== null)
			user[USER.collectibles] = page.readUserObject(at, USER.collectibles, collectiblesOf);
		if (user[USER.primaryGuild] !== null)
			user[USER.primaryGuild] = page.readUserObject(at, USER.primaryGuild, primaryGuildOf);
	}
}

/** The row whose objects are being filled. */
export const values = new RowValues();

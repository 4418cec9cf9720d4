import {
	type AvatarDecorationData,
	type Client,
	type Collectibles,
	User,
	type UserFlagsBitField,
	type UserPrimaryGuild,
} from 'discord.js';
import { placeOf, STORED_USER_FIELDS } from '../../roster/columns/fields.js';
import { completeLazily, Existing, emptyOf } from './lazily.js';
import { type MemberPage, NO_PAGE } from './MemberPage.js';
import { ownFirst } from './ownFirst.js';
import { collectiblesOf, decorationOf, primaryGuildOf } from './transformed.js';

/** In place of a row: the object has its own properties. */
const FILLED = -1;
const place = (key: string) => placeOf(STORED_USER_FIELDS, key);
const BOT = place('bot');
const SYSTEM = place('system');
const DISCRIMINATOR = place('discriminator');
const AVATAR = place('avatar');
const BANNER = place('banner');
const ACCENT_COLOR = place('accent_color');
const DECORATION = place('avatar_decoration_data');
const COLLECTIBLES = place('collectibles');
const PRIMARY_GUILD = place('primary_guild');

/**
 * A User whose getters read the row. What discord.js has as own properties becomes that when somebody writes to the object,
 * or looks at its own properties. From then on it is like any other User.
 */
export class LazyUser extends emptyOf(User) {
	#page: MemberPage;
	#at: number;

	/** @param at - the row, counted from the first of the page */
	constructor(page: MemberPage, at: number) {
		super();
		this.#page = page;
		this.#at = at;
	}

	/** Gives the object its own properties: those of the row, or those of `made`. */
	static fill(this: void, user: object, made?: User): void {
		if (!(#at in user) || user.#at === FILLED || !Object.isExtensible(user)) return;
		ownFirst(user, () => (made ? Object.defineProperties(user, Object.getOwnPropertyDescriptors(made)) : define(user)));
		user.#at = FILLED;
	}

	/** Gives the object its own properties, and lets go of the rows that it was made of. */
	static leave(this: void, user: object): void {
		LazyUser.fill(user);
		if (#at in user && user.#at === FILLED) user.#page = NO_PAGE;
	}

	/** discord.js has told the object something. */
	static tell(this: void, user: object): void {
		if (#page in user) user.#page.source?.home?.onTold?.(user as unknown as User);
	}

	/** The lazy object that an access is about; `undefined` once it is filled. Others may have it as their prototype. */
	static #of(receiver: object): LazyUser | undefined {
		let user = receiver;
		while (!(#at in user)) user = Object.getPrototypeOf(user);
		return user.#at === FILLED ? undefined : user;
	}

	#field(place: number): unknown {
		return this.#page.userField(this.#at, place);
	}

	/** A yes-or-no that is null for users of whom no name is known. */
	#flag(place: number): boolean | null {
		const sent = this.#field(place) as boolean | undefined;
		if (sent !== undefined) return sent;
		return this.#page.username(this.#at) === null ? null : false;
	}

	#object<Made extends object>(place: number, make: (sent: unknown) => Made | null): Made | null {
		return this.#page.userObject(this.#at, place, make);
	}

	get client(): Client | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#page.source.client : undefined;
	}

	get id(): string | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#page.idOf(user.#at) : undefined;
	}

	get bot(): boolean | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#flag(BOT) : undefined;
	}

	get system(): boolean | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#flag(SYSTEM) : undefined;
	}

	get flags(): UserFlagsBitField | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#page.userFlags(user.#at) : undefined;
	}

	get username(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#page.username(user.#at) : undefined;
	}

	get globalName(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#page.globalName(user.#at) : undefined;
	}

	get discriminator(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? ((user.#field(DISCRIMINATOR) ?? null) as string | null) : undefined;
	}

	get avatar(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? ((user.#field(AVATAR) ?? null) as string | null) : undefined;
	}

	get banner(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? (user.#field(BANNER) as string | null | undefined) : undefined;
	}

	get accentColor(): number | null | undefined {
		const user = LazyUser.#of(this);
		return user ? (user.#field(ACCENT_COLOR) as number | null | undefined) : undefined;
	}

	/** No longer sent. If it is, the whole user is made by discord.js. */
	get avatarDecoration(): null | undefined {
		return LazyUser.#of(this) && null;
	}

	get avatarDecorationData(): AvatarDecorationData | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(DECORATION, decorationOf) : undefined;
	}

	get collectibles(): Collectibles | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(COLLECTIBLES, collectiblesOf) : undefined;
	}

	get primaryGuild(): UserPrimaryGuild | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(PRIMARY_GUILD, primaryGuildOf) : undefined;
	}
}

const lazily = (user: unknown) => user as User;

/** In the order in which discord.js sets them. */
class OwnProperties extends Existing {
	id = lazily(this).id;
	bot = lazily(this).bot;
	system = lazily(this).system;
	flags = lazily(this).flags;
	username = lazily(this).username;
	globalName = lazily(this).globalName;
	discriminator = lazily(this).discriminator;
	avatar = lazily(this).avatar;
	banner = lazily(this).banner;
	accentColor = lazily(this).accentColor;
	avatarDecoration: unknown = Reflect.get(this, 'avatarDecoration');
	avatarDecorationData = lazily(this).avatarDecorationData;
	collectibles = lazily(this).collectibles;
	primaryGuild = lazily(this).primaryGuild;
}

function define(user: object): void {
	Object.defineProperty(user, 'client', { value: lazily(user).client });
	new OwnProperties(user);
}

completeLazily({
	of: User,
	lazy: LazyUser,
	keys: [
		...['id', 'bot', 'system', 'flags', 'username', 'globalName', 'discriminator', 'avatar', 'banner', 'accentColor'],
		...['avatarDecoration', 'avatarDecorationData', 'collectibles', 'primaryGuild'],
	],
	methods: ['_clone', '_update', 'toJSON'],
	fill: LazyUser.fill,
	onTold: LazyUser.tell,
});

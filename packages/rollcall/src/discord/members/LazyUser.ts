import {
	type AvatarDecorationData,
	type Client,
	type Collectibles,
	User,
	type UserFlagsBitField,
	type UserPrimaryGuild,
} from 'discord.js';
import { placeOf, STORED_USER_FIELDS } from '../../roster/columns/fields.js';
import { Holder } from './Holder.js';
import { completeLazily, Existing, emptyOf, standIn } from './lazily.js';
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

	/** An object with its own properties from the start, for which the engine reserves room. */
	static filled(this: void, page: MemberPage, at: number): User {
		row.page = page;
		row.at = at;
		const user = new FilledUser(page, FILLED);
		row.page = NO_PAGE;
		return user as unknown as User;
	}

	/** Gives the object its own properties. */
	static fill(this: void, user: object): void {
		if (!(#at in user) || user.#at === FILLED || !Object.isExtensible(user)) return;
		row.page = user.#page;
		row.at = user.#at;
		ownFirst(user, define);
		row.page = NO_PAGE;
		user.#at = FILLED;
	}

	/** Gives the object its own properties, and lets go of the rows that it was made of. */
	static leave(this: void, user: object): void {
		LazyUser.fill(user);
		if (#at in user && user.#at === FILLED) user.#page = NO_PAGE;
		Holder.leave(user);
	}

	/** Makes a filled object hold this page instead of its own, because another row is theirs now; `false` if it has no page. */
	static moveTo(this: void, user: object, page: MemberPage): boolean {
		if (!(#at in user) || user.#at !== FILLED) return false;
		user.#page = page;
		return true;
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

	/** A yes-or-no that is null for users without a known name. */
	#flag(place: number): boolean | null {
		return this.#page.userFlag(this.#at, place);
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

/** The row whose object is being filled. */
const row: { page: MemberPage; at: number } = { page: NO_PAGE, at: 0 };

const read = (place: number) => row.page.userField(row.at, place);
const readText = (place: number) => (read(place) ?? null) as string | null;

/** In the order in which discord.js sets them. */
class OwnProperties extends Existing {
	id = row.page.readId(row.at);
	bot = row.page.userFlag(row.at, BOT);
	system = row.page.userFlag(row.at, SYSTEM);
	flags = row.page.readUserFlags(row.at);
	username = row.page.readUsername(row.at);
	globalName = row.page.readGlobalName(row.at);
	discriminator = readText(DISCRIMINATOR);
	avatar = readText(AVATAR);
	banner = read(BANNER);
	accentColor = read(ACCENT_COLOR);
	avatarDecoration = null;
	avatarDecorationData = row.page.readUserObject(row.at, DECORATION, decorationOf);
	collectibles = row.page.readUserObject(row.at, COLLECTIBLES, collectiblesOf);
	primaryGuild = row.page.readUserObject(row.at, PRIMARY_GUILD, primaryGuildOf);
}

function define(user: object): void {
	defineClient(user);
	new OwnProperties(user);
}

function defineClient(user: object): void {
	Object.defineProperty(user, 'client', { value: row.page.source.client });
}

const WithClient = class extends LazyUser {
	constructor(page: MemberPage, at: number) {
		super(page, at);
		defineClient(this);
	}
} as unknown as new (
	page: MemberPage,
	at: number,
) => object;

/** The same properties once more, of an object that has them from the start. */
class FilledUser extends WithClient {
	id = row.page.readId(row.at);
	bot = row.page.userFlag(row.at, BOT);
	system = row.page.userFlag(row.at, SYSTEM);
	flags = row.page.readUserFlags(row.at);
	username = row.page.readUsername(row.at);
	globalName = row.page.readGlobalName(row.at);
	discriminator = readText(DISCRIMINATOR);
	avatar = readText(AVATAR);
	banner = read(BANNER);
	accentColor = read(ACCENT_COLOR);
	avatarDecoration = null;
	avatarDecorationData = row.page.readUserObject(row.at, DECORATION, decorationOf);
	collectibles = row.page.readUserObject(row.at, COLLECTIBLES, collectiblesOf);
	primaryGuild = row.page.readUserObject(row.at, PRIMARY_GUILD, primaryGuildOf);
}

standIn(WithClient, FilledUser);
completeLazily({
	of: User,
	lazy: LazyUser,
	sample: () => new LazyUser(NO_PAGE, FILLED),
	keys: [
		...['id', 'bot', 'system', 'flags', 'username', 'globalName', 'discriminator', 'avatar', 'banner', 'accentColor'],
		...['avatarDecoration', 'avatarDecorationData', 'collectibles', 'primaryGuild'],
	],
	methods: ['_update', 'toJSON'],
	fill: LazyUser.fill,
	onTold: LazyUser.tell,
});

import {
	type AvatarDecorationData,
	type Client,
	type Collectibles,
	User,
	type UserFlagsBitField,
	type UserPrimaryGuild,
} from 'discord.js';
import { Holder } from './Holder.js';
import { completeLazily, Existing, emptyOf, standIn } from './lazily.js';
import { type MemberPage, NO_PAGE } from './MemberPage.js';
import { ownFirst } from './ownFirst.js';
import { USER, values } from './RowValues.js';
import { collectiblesOf, decorationOf, primaryGuildOf } from './transformed.js';

/** In place of a row: the object has its own properties. */
const FILLED = -1;

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

	/** An object of the row that was read, with its own properties from the start, for which the engine reserves room. */
	static filled(this: void): User {
		values.finishUser();
		return new FilledUser(values.page, FILLED) as unknown as User;
	}

	/** Gives the object its own properties. */
	static fill(this: void, user: object): void {
		if (!(#at in user) || user.#at === FILLED || !Object.isExtensible(user)) return;
		try {
			values.read(user.#page, user.#at);
			values.finishUser();
			ownFirst(user, define);
		} finally {
			values.forget();
		}
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
		return user ? user.#flag(USER.bot) : undefined;
	}

	get system(): boolean | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#flag(USER.system) : undefined;
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
		return user ? ((user.#field(USER.discriminator) ?? null) as string | null) : undefined;
	}

	get avatar(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? ((user.#field(USER.avatar) ?? null) as string | null) : undefined;
	}

	get banner(): string | null | undefined {
		const user = LazyUser.#of(this);
		return user ? (user.#field(USER.banner) as string | null | undefined) : undefined;
	}

	get accentColor(): number | null | undefined {
		const user = LazyUser.#of(this);
		return user ? (user.#field(USER.accentColor) as number | null | undefined) : undefined;
	}

	/** No longer sent. If it is, the whole user is made by discord.js. */
	get avatarDecoration(): null | undefined {
		return LazyUser.#of(this) && null;
	}

	get avatarDecorationData(): AvatarDecorationData | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(USER.decoration, decorationOf) : undefined;
	}

	get collectibles(): Collectibles | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(USER.collectibles, collectiblesOf) : undefined;
	}

	get primaryGuild(): UserPrimaryGuild | null | undefined {
		const user = LazyUser.#of(this);
		return user ? user.#object(USER.primaryGuild, primaryGuildOf) : undefined;
	}
}

type Base = new (...args: never[]) => object;

/** In the order in which discord.js sets them. */
function withOwnProperties(base: Base): Base {
	return class extends base {
		id = afterClient(this);
		bot = values.user[USER.bot];
		system = values.user[USER.system];
		flags = values.user[USER.flags];
		username = values.user[USER.username];
		globalName = values.user[USER.globalName];
		discriminator = values.user[USER.discriminator];
		avatar = values.user[USER.avatar];
		banner = values.user[USER.banner];
		accentColor = values.user[USER.accentColor];
		avatarDecoration = null;
		avatarDecorationData = values.user[USER.decoration];
		collectibles = values.user[USER.collectibles];
		primaryGuild = values.user[USER.primaryGuild];
	};
}

/** It is not enumerable. */
function afterClient(user: object): string {
	Object.defineProperty(user, 'client', { value: values.page.source.client });
	return values.page.readId(values.at);
}

const OwnProperties = withOwnProperties(Existing) as typeof Existing;
const FilledUser = withOwnProperties(LazyUser) as typeof LazyUser;

function define(user: object): void {
	new OwnProperties(user);
}

standIn(FilledUser);
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

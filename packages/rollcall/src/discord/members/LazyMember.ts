import {
	type AvatarDecorationData,
	type Client,
	type Collectibles,
	type Guild,
	GuildMember,
	type GuildMemberFlagsBitField,
	type User,
} from 'discord.js';
import { placeOf, STORED_MEMBER_FIELDS } from '../../roster/columns/fields.js';
import { LazyUser } from './LazyUser.js';
import { completeLazily, Existing, emptyOf } from './lazily.js';
import { type MemberPage, NO_PAGE } from './MemberPage.js';
import { ownFirst } from './ownFirst.js';
import { collectiblesOf, decorationOf } from './transformed.js';

/** In place of a row: the object has its own properties. */
const FILLED = -1;
const place = (key: string) => placeOf(STORED_MEMBER_FIELDS, key);
const AVATAR = place('avatar');
const BANNER = place('banner');
const PREMIUM_SINCE = place('premium_since');
const DISABLED_UNTIL = place('communication_disabled_until');
const PENDING = place('pending');
const DECORATION = place('avatar_decoration_data');
const COLLECTIBLES = place('collectibles');

/**
 * A GuildMember whose getters read the row. What discord.js has as own properties becomes that when somebody writes to the
 * object, or looks at its own properties. From then on it is like any other GuildMember.
 */
export class LazyMember extends emptyOf(GuildMember) {
	#page: MemberPage;
	#at: number;

	/** @param at - the row, counted from the first of the page */
	constructor(page: MemberPage, at: number) {
		super();
		this.#page = page;
		this.#at = at;
	}

	/** Gives the object its own properties, and their user theirs: those of the row, or those of `made`. */
	static fill(this: void, member: object, made?: GuildMember): void {
		if (!(#at in member) || member.#at === FILLED || !Object.isExtensible(member)) return;
		const user = member.#page.userOf(member.#at);
		LazyUser.fill(user);
		ownFirst(member, () => (made ? defineLike(member, made, user) : define(member)));
		member.#at = FILLED;
	}

	/** Gives the object its own properties, and lets go of the rows that it was made of. */
	static leave(this: void, member: object): void {
		LazyMember.fill(member);
		if (#at in member && member.#at === FILLED) member.#page = NO_PAGE;
	}

	/** discord.js has told the object something. */
	static tell(this: void, member: object): void {
		if (#page in member) member.#page.source?.home?.onTold?.(member as unknown as GuildMember);
	}

	/** The lazy object that an access is about; `undefined` once it is filled. Others may have it as their prototype. */
	static #of(receiver: object): LazyMember | undefined {
		let member = receiver;
		while (!(#at in member)) member = Object.getPrototypeOf(member);
		return member.#at === FILLED ? undefined : member;
	}

	#field(place: number): unknown {
		return this.#page.memberField(this.#at, place);
	}

	#time(place: number): number | null {
		const text = this.#field(place) as string | null | undefined;
		return text ? Date.parse(text) : null;
	}

	/** It stays what it is once the object is filled, as it is that of the user. */
	get id(): string {
		const member = LazyMember.#of(this);
		return member ? member.#page.idOf(member.#at) : (this as unknown as GuildMember).user.id;
	}

	get client(): Client | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.source.client : undefined;
	}

	get guild(): Guild | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.guild : undefined;
	}

	get user(): User | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.userOf(member.#at) : undefined;
	}

	get nickname(): string | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.nickname(member.#at) : undefined;
	}

	get avatar(): string | null | undefined {
		const member = LazyMember.#of(this);
		return member ? ((member.#field(AVATAR) ?? null) as string | null) : undefined;
	}

	get banner(): string | null | undefined {
		const member = LazyMember.#of(this);
		return member ? ((member.#field(BANNER) ?? null) as string | null) : undefined;
	}

	get joinedTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.joinedMs(member.#at) : undefined;
	}

	get premiumSinceTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#time(PREMIUM_SINCE) : undefined;
	}

	get communicationDisabledUntilTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#time(DISABLED_UNTIL) : undefined;
	}

	get pending(): boolean | null | undefined {
		const member = LazyMember.#of(this);
		if (!member) return undefined;
		const sent = member.#field(PENDING) as boolean | undefined;
		if (sent !== undefined) return sent;
		return member.#page.joinedMs(member.#at) === null ? null : false;
	}

	get flags(): Readonly<GuildMemberFlagsBitField> | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.memberFlags(member.#at) : undefined;
	}

	get _roles(): string[] | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.rolesOf(member.#at) : undefined;
	}

	get avatarDecorationData(): AvatarDecorationData | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.memberObject(member.#at, DECORATION, decorationOf) : undefined;
	}

	get collectibles(): Collectibles | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.memberObject(member.#at, COLLECTIBLES, collectiblesOf) : undefined;
	}
}

const lazily = (member: unknown) => member as GuildMember;

// In the order in which discord.js sets them; the roles are between the two.

class FirstProperties extends Existing {
	guild = lazily(this).guild;
	premiumSinceTimestamp = lazily(this).premiumSinceTimestamp;
	nickname = lazily(this).nickname;
	pending = lazily(this).pending;
	communicationDisabledUntilTimestamp = lazily(this).communicationDisabledUntilTimestamp;
}

class LastProperties extends Existing {
	user = lazily(this).user;
	avatar = lazily(this).avatar;
	banner = lazily(this).banner;
	joinedTimestamp = lazily(this).joinedTimestamp;
	flags = lazily(this).flags;
	avatarDecorationData = lazily(this).avatarDecorationData;
	collectibles = lazily(this).collectibles;
}

function define(member: object): void {
	Object.defineProperty(member, 'client', { value: lazily(member).client });
	new FirstProperties(member);
	Object.defineProperty(member, '_roles', { value: [...((member as LazyMember)._roles ?? [])], writable: true });
	new LastProperties(member);
}

/** A member whom discord.js makes with a user has the user before the avatar. */
function defineLike(member: object, made: GuildMember, user: User): void {
	for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(made))) {
		if (key === 'user') continue;
		if (key === 'avatar') Object.defineProperty(member, 'user', { ...descriptor, value: user });
		Object.defineProperty(member, key, descriptor);
	}
}

completeLazily({
	of: GuildMember,
	lazy: LazyMember,
	keys: [
		...[
			'guild',
			'premiumSinceTimestamp',
			'nickname',
			'pending',
			'communicationDisabledUntilTimestamp',
			'_roles',
			'user',
		],
		...['avatar', 'banner', 'joinedTimestamp', 'flags', 'avatarDecorationData', 'collectibles'],
	],
	methods: ['_clone', '_update', 'toJSON'],
	fill: LazyMember.fill,
	onTold: LazyMember.tell,
});

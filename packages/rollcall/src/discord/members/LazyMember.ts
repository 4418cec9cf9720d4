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
import { Holder } from './Holder.js';
import { LazyUser } from './LazyUser.js';
import { completeLazily, Existing, emptyOf, standIn } from './lazily.js';
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
const DECORATION = place('avatar_decoration_data');
const COLLECTIBLES = place('collectibles');

function timeOf(sent: unknown): number | null {
	return sent ? Date.parse(sent as string) : null;
}

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

	/** An object with its own properties from the start, for which the engine reserves room. */
	static filled(this: void, page: MemberPage, at: number): GuildMember {
		row.page = page;
		row.at = at;
		const member = new FilledMember(page, FILLED);
		row.page = NO_PAGE;
		return member as unknown as GuildMember;
	}

	/** Gives the object its own properties, and their user theirs. */
	static fill(this: void, member: object): void {
		if (!(#at in member) || member.#at === FILLED || !Object.isExtensible(member)) return;
		const page = member.#page;
		LazyUser.fill(page.userOf(member.#at));
		row.page = page;
		row.at = member.#at;
		ownFirst(member, define);
		row.page = NO_PAGE;
		member.#at = FILLED;
	}

	/** Gives the object its own properties, and lets go of the rows that it was made of. */
	static leave(this: void, member: object): void {
		LazyMember.fill(member);
		if (#at in member && member.#at === FILLED) member.#page = NO_PAGE;
		Holder.leave(member);
	}

	/** Makes a filled object hold this page instead of its own, because another row is theirs now; `false` if it has no page. */
	static moveTo(this: void, member: object, page: MemberPage): boolean {
		if (!(#at in member) || member.#at !== FILLED) return false;
		member.#page = page;
		return true;
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
		return timeOf(this.#field(place));
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
		return member ? member.#page.isPending(member.#at) : undefined;
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

/** The row whose object is being filled. */
const row: { page: MemberPage; at: number } = { page: NO_PAGE, at: 0 };

const readTime = (place: number) => timeOf(row.page.memberField(row.at, place));

// In the order in which discord.js sets them; the roles are between the two.

class FirstProperties extends Existing {
	guild = row.page.guild;
	premiumSinceTimestamp = readTime(PREMIUM_SINCE);
	nickname = row.page.readNickname(row.at);
	pending = row.page.isPending(row.at);
	communicationDisabledUntilTimestamp = readTime(DISABLED_UNTIL);
}

class LastProperties extends Existing {
	user = row.page.userOf(row.at);
	avatar = (row.page.memberField(row.at, AVATAR) ?? null) as string | null;
	banner = (row.page.memberField(row.at, BANNER) ?? null) as string | null;
	joinedTimestamp = row.page.joinedMs(row.at);
	flags = row.page.memberFlags(row.at);
	avatarDecorationData = row.page.readMemberObject(row.at, DECORATION, decorationOf);
	collectibles = row.page.readMemberObject(row.at, COLLECTIBLES, collectiblesOf);
}

function define(member: object): void {
	defineClient(member);
	new FirstProperties(member);
	defineRoles(member);
	new LastProperties(member);
}

function defineClient(member: object): void {
	Object.defineProperty(member, 'client', { value: row.page.source.client });
}

function defineRoles(member: object): void {
	Object.defineProperty(member, '_roles', { value: [...row.page.rolesOf(row.at)], writable: true });
}

// The same properties once more, of an object that has them from the start.

class WithClient extends LazyMember {
	constructor(page: MemberPage, at: number) {
		super(page, at);
		defineClient(this);
	}
}

const WithFirstProperties = class extends (WithClient as unknown as new (page: MemberPage, at: number) => object) {
	guild = row.page.guild;
	premiumSinceTimestamp = readTime(PREMIUM_SINCE);
	nickname = row.page.readNickname(row.at);
	pending = row.page.isPending(row.at);
	communicationDisabledUntilTimestamp = readTime(DISABLED_UNTIL);

	constructor(page: MemberPage, at: number) {
		super(page, at);
		defineRoles(this);
	}
};

class FilledMember extends WithFirstProperties {
	user = row.page.userOf(row.at);
	avatar = (row.page.memberField(row.at, AVATAR) ?? null) as string | null;
	banner = (row.page.memberField(row.at, BANNER) ?? null) as string | null;
	joinedTimestamp = row.page.joinedMs(row.at);
	flags = row.page.memberFlags(row.at);
	avatarDecorationData = row.page.readMemberObject(row.at, DECORATION, decorationOf);
	collectibles = row.page.readMemberObject(row.at, COLLECTIBLES, collectiblesOf);
}

standIn(WithClient, WithFirstProperties, FilledMember);
completeLazily({
	of: GuildMember,
	lazy: LazyMember,
	sample: () => new LazyMember(NO_PAGE, FILLED),
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
	methods: ['_update', 'toJSON'],
	fill: LazyMember.fill,
	onTold: LazyMember.tell,
});

import {
	type AvatarDecorationData,
	type Client,
	type Collectibles,
	type Guild,
	GuildMember,
	type GuildMemberFlagsBitField,
	type User,
} from 'discord.js';
import type { RawMember } from '../../interfaces/ITransport.js';
import { constructMember } from '../internals.js';
import { Holder } from './Holder.js';
import { LazyUser } from './LazyUser.js';
import { completeLazily, Existing, emptyOf, standIn } from './lazily.js';
import { flagsOf, type MemberPage, NO_PAGE } from './MemberPage.js';
import { ownFirst } from './ownFirst.js';
import { MEMBER, values } from './RowValues.js';
import { SAMPLES } from './samples.js';
import { collectiblesOf, decorationOf } from './transformed.js';

/** In place of a row: the object has its own properties. */
const FILLED = -1;
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

	/** An object of the row that was read, with its own properties from the start, for which the engine reserves room. */
	static filled(this: void, user: User): GuildMember {
		values.finishMember(user);
		return new FilledMember(values.page, FILLED) as unknown as GuildMember;
	}

	/** Gives the object its own properties, and their user theirs. */
	static fill(this: void, member: object): void {
		if (!(#at in member) || member.#at === FILLED || !Object.isExtensible(member)) return;
		const user = member.#page.userOf(member.#at);
		LazyUser.fill(user);
		try {
			values.read(member.#page, member.#at);
			values.finishMember(user);
			ownFirst(member, define);
		} finally {
			values.forget();
		}
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
		return member ? ((member.#field(MEMBER.avatar) ?? null) as string | null) : undefined;
	}

	get banner(): string | null | undefined {
		const member = LazyMember.#of(this);
		return member ? ((member.#field(MEMBER.banner) ?? null) as string | null) : undefined;
	}

	get joinedTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.joinedMs(member.#at) : undefined;
	}

	get premiumSinceTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#time(MEMBER.premiumSince) : undefined;
	}

	get communicationDisabledUntilTimestamp(): number | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#time(MEMBER.disabledUntil) : undefined;
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
		return member ? member.#page.memberObject(member.#at, MEMBER.decoration, decorationOf) : undefined;
	}

	get collectibles(): Collectibles | null | undefined {
		const member = LazyMember.#of(this);
		return member ? member.#page.memberObject(member.#at, MEMBER.collectibles, collectiblesOf) : undefined;
	}
}

type Base = new (...args: never[]) => object;

/** In the order in which discord.js sets them. */
function withOwnProperties(base: Base): Base {
	return class extends base {
		guild = afterClient(this);
		premiumSinceTimestamp = values.member[MEMBER.premiumSince];
		nickname = values.member[MEMBER.nick];
		pending = values.member[MEMBER.pending];
		communicationDisabledUntilTimestamp = values.member[MEMBER.disabledUntil];
		user = afterRoles(this);
		avatar = values.member[MEMBER.avatar];
		banner = values.member[MEMBER.banner];
		joinedTimestamp = values.joinedMs;
		flags = flagsOf((values.member[MEMBER.flags] ?? 0) as number);
		avatarDecorationData = values.member[MEMBER.decoration];
	};
}

/** It comes last. discord.js 14.25 does not know it. */
function withCollectibles(base: Base): Base {
	return class extends base {
		collectibles = values.member[MEMBER.collectibles];
	};
}

function withAll(base: Base): Base {
	const known = withOwnProperties(base);
	const made = HAS_COLLECTIBLES ? withCollectibles(known) : known;
	standIn(known, made);
	return made;
}

/** Whether discord.js gives its members the property. */
const HAS_COLLECTIBLES = 'collectibles' in constructMember({ client: {} } as Guild, SAMPLES[1] as RawMember);
if (!HAS_COLLECTIBLES) Reflect.deleteProperty(LazyMember.prototype, 'collectibles');

// Two properties that are not enumerable.

function afterClient(member: object): Guild {
	Object.defineProperty(member, 'client', { value: values.page.source.client });
	return values.guild;
}

function afterRoles(member: object): User | undefined {
	Object.defineProperty(member, '_roles', { value: values.page.rolesOf(values.at).slice(), writable: true });
	return values.owner;
}

const OwnProperties = withAll(Existing) as typeof Existing;
const FilledMember = withAll(LazyMember) as typeof LazyMember;

function define(member: object): void {
	new OwnProperties(member);
}

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
		...['avatar', 'banner', 'joinedTimestamp', 'flags', 'avatarDecorationData'],
		...(HAS_COLLECTIBLES ? ['collectibles'] : []),
	],
	methods: ['_update', 'toJSON'],
	fill: LazyMember.fill,
	onTold: LazyMember.tell,
});

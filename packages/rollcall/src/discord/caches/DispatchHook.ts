import type { GuildMember, User } from 'discord.js';
import type { GatewayDispatch, RawMember } from '../../interfaces/ITransport.js';
import type { LinkedMembers } from './LinkedMembers.js';
import type { LinkedUsers } from './LinkedUsers.js';

/** `queueMicrotask` makes an object for async hooks each time. */
const SETTLED = Promise.resolve();

/** The member and the user of a dispatch, as they were before it. */
interface Pin {
	readonly user: User | undefined;
	readonly members: LinkedMembers | undefined;
	readonly member: GuildMember | undefined;
	/** The row says all that the dispatch says of the member. */
	readonly isInRow: boolean;
	/** What the rows said of a user who leaves. */
	readonly leaver: RawMember['user'] | undefined;
}

/** The caches of a client, as far as a dispatch that is being handled needs them. */
export interface HookedCaches {
	/** `undefined`: no rows are behind any cache yet. */
	readonly users: LinkedUsers | undefined;
	/** The members behind the cache of a guild. */
	membersIn(guildId: string): LinkedMembers | undefined;
	/** Called before a dispatch is handled. */
	prepare(): void;
	/**
	 * Called when one was handled.
	 *
	 * @param leaver - what the rows said of a user who has left a guild
	 * @param userInRow - a user of whom the rows say all that the dispatch said
	 */
	review(leaver: RawMember['user'] | undefined, userInRow: User | undefined): void;
	/** The guilds whose rows have the user. */
	guildsOf(id: string): readonly LinkedMembers[];
}

/**
 * Comes before discord.js at each dispatch, and after it. The objects that discord.js is about to change are kept as they
 * are, until it has read the state before from them and told them the new one.
 */
export class DispatchHook {
	/** The dispatch that is being handled. */
	#handled: GatewayDispatch | undefined;
	/** What is kept for as long as it is handled. */
	#pin: Pin | undefined;
	#isDue = false;
	readonly #onTurnEnd = () => this.#after();

	constructor(private readonly caches: HookedCaches) {}

	/** Looks at a dispatch before anybody applies it. discord.js reads the state before from the objects that it finds. */
	before(dispatch: GatewayDispatch): void {
		if (dispatch === this.#handled) return;
		this.#after();
		this.caches.prepare();
		this.#handled = dispatch;
		this.#pin = this.#pinFor(dispatch);
		this.lookAfter();
	}

	/** Whether the row of the member says all that the dispatch says of them. */
	isInRow(member: GuildMember): boolean {
		return member === this.#pin?.member && this.#pin.isInRow;
	}

	/** Looks at what has changed after discord.js has handled the dispatch. */
	lookAfter(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		void SETTLED.then(this.#onTurnEnd);
	}

	#pinFor({ t, d }: GatewayDispatch): Pin | undefined {
		const { guild_id, user } = (d ?? {}) as { readonly guild_id?: unknown; readonly user?: { readonly id?: unknown } };
		const { users } = this.caches;
		if (typeof user?.id !== 'string' || !users) return undefined;
		if (
			t !== 'GUILD_MEMBER_ADD' &&
			t !== 'GUILD_MEMBER_UPDATE' &&
			t !== 'GUILD_MEMBER_REMOVE' &&
			t !== 'PRESENCE_UPDATE'
		)
			return undefined;
		const members = typeof guild_id === 'string' ? this.caches.membersIn(guild_id) : undefined;
		const known = users.get(user.id);
		if (known) users.pin(user.id, known, t === 'GUILD_MEMBER_ADD' || t === 'GUILD_MEMBER_REMOVE');
		const member = members?.pin(user.id);
		const isInRow = t === 'GUILD_MEMBER_UPDATE' && members?.isKept === true;
		const leaver = t === 'GUILD_MEMBER_REMOVE' ? users.rawOf(user.id) : undefined;
		return { user: known, members, member, isInRow, leaver };
	}

	#after(): void {
		const pin = this.#pin;
		const userInRow = pin?.isInRow && this.#isUserInRow(pin) ? pin.user : undefined;
		this.#isDue = false;
		this.#handled = undefined;
		this.#pin = undefined;
		pin?.members?.unpin(pin.user);
		this.caches.users?.unpin();
		this.caches.review(pin?.leaver, userInRow);
	}

	/** The rows of other guilds may be newer than the dispatch as to the user. */
	#isUserInRow({ members, user }: Pin): boolean {
		const guilds = user ? this.caches.guildsOf(user.id) : [];
		return guilds.length === 1 && guilds[0] === members;
	}
}

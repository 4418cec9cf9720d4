import type { APIUser } from 'discord-api-types/v10';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';

/** An invite to a channel. */
export interface Invite {
	readonly code: string;
	readonly channelId: string;
	readonly inviter: APIUser | undefined;
	/** Seconds for which it is valid; 0 for ever. */
	readonly maxAge: number;
	/** How often it can be used; 0 without a limit. */
	readonly maxUses: number;
	readonly temporary: boolean;
	readonly uses: number;
	/** Epoch milliseconds. */
	readonly createdAt: number;
}

/** A new invite. Without settings it has Discord's defaults: one day, without a limit. */
export interface NewInvite {
	readonly channelId: string;
	readonly inviterId: string;
	readonly maxAge?: number | undefined;
	readonly maxUses?: number | undefined;
	readonly temporary?: boolean | undefined;
	/** Whether it is a new one even if there is a similar one. */
	readonly unique?: boolean | undefined;
}

const A_DAY = 86_400;
const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The part of a guild that invites need. */
interface InviteSurroundings {
	nextId(): string;
	now(): number;
	user(id: string): APIUser | undefined;
	emit(event: GuildEvent): void;
}

/** The invites of a guild. */
export class GuildInvites {
	readonly #invites = new Map<string, Invite>();

	constructor(private readonly around: InviteSurroundings) {}

	/** The invites that are still valid. */
	get all(): Invite[] {
		return [...this.#invites.values()].filter((invite) => !this.#isOver(invite));
	}

	get(code: string): Invite | undefined {
		return this.all.find((invite) => invite.code === code);
	}

	/** Makes an invite, or gives a similar one that is there. */
	create({ channelId, inviterId, maxAge = A_DAY, maxUses = 0, temporary = false, unique = false }: NewInvite): Invite {
		const similar = this.all.find(
			(invite) =>
				invite.channelId === channelId &&
				invite.inviter?.id === inviterId &&
				invite.maxAge === maxAge &&
				invite.maxUses === maxUses &&
				invite.temporary === temporary,
		);
		if (similar && !unique) return similar;
		const inviter = this.around.user(inviterId);
		const terms = { channelId, inviter, maxAge, maxUses, temporary };
		const invite = { ...terms, code: this.#newCode(), uses: 0, createdAt: this.around.now() };
		this.#invites.set(invite.code, invite);
		this.around.emit({ type: 'inviteCreate', invite });
		return invite;
	}

	/** Counts a use. An invite that is used up is gone, and Discord sends an event for that. */
	use(code: string): void {
		const invite = this.get(code);
		if (!invite) throw new RangeError(`There is no invite ${code}`);
		this.#invites.set(code, { ...invite, uses: invite.uses + 1 });
		if (invite.maxUses > 0 && invite.uses + 1 >= invite.maxUses) this.delete(code);
	}

	delete(code: string): void {
		const invite = this.#invites.get(code);
		if (!invite) return;
		this.#invites.delete(code);
		this.around.emit({ type: 'inviteDelete', invite });
	}

	/** Keeps all invites. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.#invites);
	}

	/** Forgets the invites to a channel that is gone. */
	forgetChannel(channelId: string): void {
		for (const { code, channelId: id } of [...this.#invites.values()]) if (id === channelId) this.#invites.delete(code);
	}

	#isOver({ maxAge, createdAt }: Invite): boolean {
		return maxAge > 0 && createdAt + maxAge * 1000 <= this.around.now();
	}

	/** The code follows from an id, so that no two are the same. */
	#newCode(): string {
		let rest = BigInt(this.around.nextId());
		let code = '';
		for (const base = BigInt(LETTERS.length); rest > 0n; rest /= base) code += LETTERS[Number(rest % base)];
		return code;
	}
}

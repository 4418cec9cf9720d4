import type { RawMember } from '../interfaces/ITransport.js';
import { type MemberEvent, mergeMember, withoutRole } from '../sync/MemberEvent.js';
import { estimateBytes } from './estimateBytes.js';

/** Members at one moment: later changes of the table do not show in it. */
export interface MemberView {
	readonly size: number;
	get(userId: string): RawMember | undefined;
	has(userId: string): boolean;
	ids(): IterableIterator<string>;
	rows(): IterableIterator<RawMember>;
}

/** A view of a map that nobody changes any more. */
class FrozenView implements MemberView {
	constructor(private readonly members: ReadonlyMap<string, RawMember>) {}
	get size(): number {
		return this.members.size;
	}
	get(userId: string): RawMember | undefined {
		return this.members.get(userId);
	}
	has(userId: string): boolean {
		return this.members.has(userId);
	}
	ids(): IterableIterator<string> {
		return this.members.keys();
	}
	rows(): IterableIterator<RawMember> {
		return this.members.values();
	}
}

export const EMPTY_VIEW: MemberView = new FrozenView(new Map());

/** The members of `view` for which `choose` is true. */
export function selectFrom(view: MemberView, choose: (member: RawMember) => boolean): MemberView {
	const chosen = new Map<string, RawMember>();
	for (const member of view.rows()) if (choose(member)) chosen.set(member.user.id, member);
	return new FrozenView(chosen);
}

/** Members by id. A view costs nothing until the next change, which then works on a copy. */
export class MemberTable {
	#members = new Map<string, RawMember>();
	#view: FrozenView | undefined;

	get size(): number {
		return this.#members.size;
	}

	/** Bytes that the members take; an estimate. */
	get bytes(): number {
		return estimateBytes(new FrozenView(this.#members)); // a view of its own, which makes no later change copy the rows
	}

	get(userId: string): RawMember | undefined {
		return this.#members.get(userId);
	}

	has(userId: string): boolean {
		return this.#members.has(userId);
	}

	set(member: RawMember): void {
		this.#writable().set(member.user.id, member);
	}

	delete(userId: string): void {
		if (this.#members.has(userId)) this.#writable().delete(userId);
	}

	/** Applies an event to the rows held; `false` where it speaks of a member who is not held. */
	apply(event: MemberEvent): boolean {
		switch (event.type) {
			case 'add':
				this.set(event.member);
				return true;
			case 'remove':
				this.delete(event.userId);
				return true;
			case 'update': {
				const member = this.#members.get(event.userId);
				if (member) this.set(mergeMember(member, event.patch));
				return member !== undefined;
			}
			case 'roleDelete':
				this.#stripRole(event.roleId);
				return true;
		}
	}

	view(): MemberView {
		this.#view ??= new FrozenView(this.#members);
		return this.#view;
	}

	#stripRole(roleId: string): void {
		for (const member of [...this.#members.values()]) {
			const stripped = withoutRole(member, roleId);
			if (stripped !== member) this.set(stripped);
		}
	}

	#writable(): Map<string, RawMember> {
		if (this.#view) {
			this.#members = new Map(this.#members);
			this.#view = undefined;
		}
		return this.#members;
	}
}

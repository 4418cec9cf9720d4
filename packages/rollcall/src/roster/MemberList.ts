import type { RawMember } from '../interfaces/ITransport.js';
import { compareIds } from '../payloads/compareIds.js';

/** The members of an answer, in its order, each with a user who has an id. They may be read only when they are needed. */
export interface MemberList {
	readonly length: number;
	/** The ids, in the same order. They may be made when somebody asks for them. */
	readonly ids: readonly string[];
	/** Whether each id is higher than the one before. */
	readonly isRising: boolean;
	idAt(index: number): string;
	/** The member as Discord sent them. */
	get(index: number): RawMember;
	/** What stands in the place of their roles. */
	rolesOf(index: number): unknown;
}

/** Members that are objects already. */
export class ParsedMembers implements MemberList {
	#ids: readonly string[] | undefined;

	constructor(private readonly members: readonly RawMember[]) {}

	get length(): number {
		return this.members.length;
	}

	get ids(): readonly string[] {
		this.#ids ??= this.members.map(({ user }) => user.id);
		return this.#ids;
	}

	get isRising(): boolean {
		const { members } = this;
		for (let index = 1; index < members.length; index++)
			if (compareIds(this.idAt(index - 1), this.idAt(index)) >= 0) return false;
		return true;
	}

	idAt(index: number): string {
		return this.get(index).user.id;
	}

	get(index: number): RawMember {
		return this.members[index] as RawMember;
	}

	rolesOf(index: number): unknown {
		return this.get(index).roles;
	}
}

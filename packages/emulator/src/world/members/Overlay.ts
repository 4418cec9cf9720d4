import type { APIGuildMember } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import { byNumber, hasSorted, insertSorted, removeSorted } from './sorted.js';

/**
 * The changes since the start of the guild: all that a guild keeps in memory. Members in it are replaced and never
 * mutated, so copies may share them.
 */
export class Overlay {
	/** Base members whose data changed, by index. */
	readonly updated: Map<number, APIGuildMember>;
	/** Indices of base members that are gone, sorted. */
	readonly departed: number[];
	/** Members who are not in the base, by id. */
	readonly added: Map<string, APIGuildMember>;
	/** Their ids, sorted. */
	readonly addedIds: string[];
	/** Deleted roles. Nobody has them any more, even if the stored data names them. */
	readonly deletedRoles: Set<string>;

	constructor(from?: Overlay) {
		this.updated = new Map(from?.updated);
		this.departed = from?.departed.slice() ?? [];
		this.added = new Map(from?.added);
		this.addedIds = from?.addedIds.slice() ?? [];
		this.deletedRoles = new Set(from?.deletedRoles);
	}

	isDeparted(index: number): boolean {
		return this.departed.length > 0 && hasSorted(this.departed, index, byNumber);
	}

	/** Keeps the data of a base member, who is in the guild from now on. */
	putBase(index: number, member: APIGuildMember): void {
		removeSorted(this.departed, index, byNumber);
		this.updated.set(index, member);
	}

	removeBase(index: number): void {
		this.updated.delete(index);
		insertSorted(this.departed, index, byNumber);
	}

	putAdded(id: string, member: APIGuildMember): void {
		insertSorted(this.addedIds, id, compareSnowflakes);
		this.added.set(id, member);
	}

	removeAdded(id: string): void {
		this.added.delete(id);
		removeSorted(this.addedIds, id, compareSnowflakes);
	}
}

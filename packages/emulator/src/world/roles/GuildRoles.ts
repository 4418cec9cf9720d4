import type { APIRole } from 'discord-api-types/v10';
import { cloneJson } from '../../json/index.js';
import type { GuildEvent } from '../changes/index.js';
import { saveMap } from '../saved/index.js';
import { createRole } from './createRoles.js';

/** The part of a guild that roles need. */
interface RoleSurroundings {
	readonly guildId: string;
	nextId(): string;
	/** Takes a role from every member. */
	takeFromAll(roleId: string): void;
	emit(event: GuildEvent): void;
}

/** The roles of a guild, with `@everyone`, whose id is the guild's. */
export class GuildRoles {
	constructor(
		private readonly roles: Map<string, APIRole>,
		private readonly around: RoleSurroundings,
	) {}

	get all(): ReadonlyMap<string, APIRole> {
		return this.roles;
	}

	/** The role; throws if there is none. */
	require(roleId: string): APIRole {
		const role = this.roles.get(roleId);
		if (!role) throw new RangeError(`Guild ${this.around.guildId} has no role ${roleId}`);
		return role;
	}

	/** The roles with these ids. Ids without a role are skipped. */
	some(ids: readonly string[]): APIRole[] {
		return ids.flatMap((id) => this.roles.get(id) ?? []);
	}

	/** The ids of the roles that come with a bot. */
	ofBot(botId: string): string[] {
		return [...this.roles.values()].filter(({ tags }) => tags?.bot_id === botId).map(({ id }) => id);
	}

	/** Keeps the roles. The returned function puts them back. */
	save(): () => void {
		return saveMap(this.roles);
	}

	create(given: Partial<APIRole>): APIRole {
		const role = createRole({ ...cloneJson(given), id: given.id ?? this.around.nextId() });
		if (this.roles.has(role.id)) throw new RangeError(`Guild ${this.around.guildId} already has a role ${role.id}`);
		this.roles.set(role.id, role);
		this.around.emit({ type: 'roleCreate', role: cloneJson(role) });
		return cloneJson(role);
	}

	update(roleId: string, patch: Partial<APIRole>): APIRole {
		const role = { ...this.require(roleId), ...cloneJson(patch), id: roleId };
		this.roles.set(roleId, role);
		this.around.emit({ type: 'roleUpdate', role: cloneJson(role) });
		return cloneJson(role);
	}

	delete(roleId: string, fromMembers: boolean): void {
		this.require(roleId);
		if (roleId === this.around.guildId) throw new RangeError('@everyone cannot be deleted');
		this.roles.delete(roleId);
		if (fromMembers) this.around.takeFromAll(roleId);
		this.around.emit({ type: 'roleDelete', roleId });
	}
}

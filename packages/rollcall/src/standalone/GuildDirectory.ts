import { type APIRole, GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord-api-types/v10';
import type { RawRole } from '../interfaces/ITransport.js';
import { isRole } from '../payloads/isRole.js';

/** A guild as the dispatches of its shard describe it, without its members. */
export interface GuildEntry {
	readonly shardId: number;
	/** Announced in full, and not in an outage. */
	readonly available: boolean;
	/** How many members it is believed to have; `undefined` before its GUILD_CREATE. */
	readonly memberCount: number | undefined;
	readonly roles: Map<string, RawRole>;
}

/**
 * The guilds that a gateway has named. A discord.js client has them in its caches; this keeps no more than is needed.
 */
export class GuildDirectory {
	readonly #guilds = new Map<string, GuildEntry>();
	/** Numbers of the last dispatches that restored guilds have the effect of. They come again if the session is resumed. */
	readonly #restored = new Map<string, number>();

	get(guildId: string): GuildEntry | undefined {
		return this.#guilds.get(guildId);
	}

	/** All of them. */
	entries(): Iterable<[string, GuildEntry]> {
		return this.#guilds;
	}

	/** Takes over a guild of before a restart. */
	restore(guildId: string, entry: GuildEntry, sequence: number): void {
		this.#guilds.set(guildId, entry);
		this.#restored.set(guildId, sequence);
	}

	clear(): void {
		this.#guilds.clear();
		this.#restored.clear();
	}

	take(shardId: number, { t, d, s }: GatewayDispatchPayload): void {
		if (this.#restored.size > 0 && t !== GatewayDispatchEvents.Ready && this.#isKnown(d, s)) return;
		switch (t) {
			case GatewayDispatchEvents.Ready:
				this.#announce(shardId, new Set(d.guilds.map(({ id }) => id)));
				break;
			case GatewayDispatchEvents.GuildCreate:
				if (d.unavailable !== true) this.#guilds.set(d.id, entryOf(shardId, d.member_count, d.roles));
				break;
			case GatewayDispatchEvents.GuildDelete:
				if (d.unavailable !== true) this.#guilds.delete(d.id);
				else this.#change(d.id, { available: false });
				break;
			case GatewayDispatchEvents.GuildMemberAdd:
				this.#count(d.guild_id, 1);
				break;
			case GatewayDispatchEvents.GuildMemberRemove:
				this.#count(d.guild_id, -1);
				break;
			case GatewayDispatchEvents.GuildUpdate:
				if (Array.isArray(d.roles)) this.#change(d.id, { roles: byId(d.roles) });
				break;
			case GatewayDispatchEvents.GuildRoleCreate:
			case GatewayDispatchEvents.GuildRoleUpdate:
				this.#guilds.get(d.guild_id)?.roles.set(d.role.id, named(d.role));
				break;
			case GatewayDispatchEvents.GuildRoleDelete:
				this.#guilds.get(d.guild_id)?.roles.delete(d.role_id);
		}
	}

	/** Whether the guild that a dispatch is about was saved after it. */
	#isKnown(data: unknown, sequence: number): boolean {
		const { guild_id, id } = (data ?? {}) as { readonly guild_id?: string; readonly id?: string };
		return sequence <= (this.#restored.get(guild_id ?? id ?? '') ?? Number.NEGATIVE_INFINITY);
	}

	/** READY: a new session holds none of its guilds yet, and the guilds that it does not name are lost. */
	#announce(shardId: number, announced: ReadonlySet<string>): void {
		for (const [id, guild] of this.#guilds) {
			if (guild.shardId !== shardId) continue;
			this.#restored.delete(id);
			if (!announced.has(id)) this.#guilds.delete(id);
		}
		for (const id of announced) {
			const { memberCount, roles = new Map() } = this.#guilds.get(id) ?? {};
			this.#guilds.set(id, { shardId, available: false, memberCount, roles });
		}
	}

	#change(guildId: string, change: Partial<GuildEntry>): void {
		const guild = this.#guilds.get(guildId);
		if (guild) this.#guilds.set(guildId, { ...guild, ...change });
	}

	#count(guildId: string, more: number): void {
		const memberCount = this.#guilds.get(guildId)?.memberCount;
		if (memberCount !== undefined) this.#change(guildId, { memberCount: memberCount + more });
	}
}

function entryOf(shardId: number, memberCount: number, roles: readonly APIRole[]): GuildEntry {
	return { shardId, available: true, memberCount, roles: byId(roles) };
}

/** Empty if the guild was sent without its roles. */
function byId(roles: unknown): Map<string, RawRole> {
	return new Map((Array.isArray(roles) ? roles.filter(isRole) : []).map((role) => [role.id, named(role)]));
}

function named({ id, name }: RawRole): RawRole {
	return { id, name };
}

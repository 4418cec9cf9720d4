import type { APIAuditLogEntry, AuditLogEvent } from 'discord-api-types/v10';
import { compareSnowflakes } from '../../random/index.js';
import type { GuildEvent } from '../changes/index.js';

const KEPT = 10_000;

/** One field that an action changed. */
export interface AuditChange {
	readonly key: string;
	readonly old_value?: unknown;
	readonly new_value?: unknown;
}

/** What somebody has done in a guild. */
export interface AuditAction {
	readonly type: AuditLogEvent;
	/** The user who did it. */
	readonly userId: string;
	/** The user, role, channel or other thing to which it was done. */
	readonly targetId: string | null;
	readonly reason?: string | undefined;
	readonly changes?: readonly AuditChange[] | undefined;
	readonly options?: Readonly<Record<string, string>> | undefined;
}

/** Which entries to list. */
export interface AuditFilter {
	readonly userId?: string | undefined;
	readonly type?: number | undefined;
	readonly before?: string | undefined;
	readonly after?: string | undefined;
	readonly limit: number;
}

/** Who did what in a guild. */
export class AuditLog {
	#entries: APIAuditLogEntry[] = [];

	constructor(private readonly around: { nextId(): string; emit(event: GuildEvent): void }) {}

	add({ type, userId, targetId, reason, changes, options }: AuditAction): APIAuditLogEntry {
		const entry = {
			...{ id: this.around.nextId(), action_type: type, user_id: userId, target_id: targetId },
			...(changes && changes.length > 0 && { changes }),
			...(options && { options }),
			...(reason !== undefined && { reason }),
		} as unknown as APIAuditLogEntry;
		this.#entries.push(entry);
		if (this.#entries.length > KEPT) this.#entries = this.#entries.slice(-KEPT / 2);
		this.around.emit({ type: 'auditLogEntry', entry });
		return entry;
	}

	/** Keeps all entries. The returned function puts them back. */
	save(): () => void {
		const entries = [...this.#entries];
		return () => {
			this.#entries = [...entries];
		};
	}

	/** The newest entries first, or the oldest first after a given one. */
	list({ userId, type, before, after, limit }: AuditFilter): APIAuditLogEntry[] {
		const fitting = this.#entries.filter(
			(entry) =>
				(userId === undefined || entry.user_id === userId) &&
				(type === undefined || entry.action_type === type) &&
				(before === undefined || compareSnowflakes(entry.id, before) < 0) &&
				(after === undefined || compareSnowflakes(entry.id, after) > 0),
		);
		return (after === undefined ? fitting.reverse() : fitting).slice(0, limit);
	}
}

/** The fields that differ between two states. An absent field has no value. */
export function changesBetween(before: object, after: object, keys: readonly string[]): AuditChange[] {
	return keys.flatMap((key) => {
		const [old_value, new_value] = [before, after].map((state) => Reflect.get(state, key) as unknown);
		if (JSON.stringify(old_value) === JSON.stringify(new_value)) return [];
		return [{ key, ...(old_value !== undefined && { old_value }), ...(new_value !== undefined && { new_value }) }];
	});
}

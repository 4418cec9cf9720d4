import type { Clock } from '../clock/index.js';
import { type Database, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Absence, AbsenceSource } from '../interfaces/AbsenceSource.js';
import type { Period } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { NewAbsence, StoredAbsence } from './StoredAbsence.js';

/**
 * The absences of every guild, including past ones. A user has one at a time, which runs until its end. Reads and
 * writes are finished when they return.
 */
@injectable()
export class AbsenceStore implements AbsenceSource {
	readonly #statements;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {
		this.#statements = prepare(database);
	}

	/**
	 * Sets an absence from now on. A running one gets the new end and reason and keeps its beginning, so that days that
	 * were excused stay excused.
	 *
	 */
	set(wanted: NewAbsence): { readonly absence: StoredAbsence; readonly replaced: StoredAbsence | undefined } {
		const { guildId, userId } = wanted;
		return transact(this.database, () => {
			const replaced = this.current(guildId, userId);
			if (replaced) this.#statements.change.run({ ...wanted, id: replaced.id });
			else this.#statements.add.run({ ...wanted, from: this.clock.now() });
			return { absence: this.current(guildId, userId) as StoredAbsence, replaced };
		});
	}

	/** Ends the running absence now; `undefined` if there is none. */
	end(guildId: string, userId: string): StoredAbsence | undefined {
		const absence = this.current(guildId, userId);
		if (!absence) return undefined;
		const until = this.clock.now();
		this.#statements.end.run({ id: absence.id, until });
		return { ...absence, until };
	}

	/** The running absence of a user. */
	current(guildId: string, userId: string): StoredAbsence | undefined {
		return this.#statements.current.get(guildId, userId, this.clock.now());
	}

	/** The running absences of a guild, in the order of their ends. */
	list(guildId: string): StoredAbsence[] {
		return this.#statements.list.all(guildId, this.clock.now());
	}

	/** How many absences of a guild are running. */
	count(guildId: string): number {
		return this.#statements.count.get(guildId, this.clock.now()) ?? 0;
	}

	/** Some of the running absences of a guild, in the order of {@link list}. */
	page(guildId: string, page: { readonly skip: number; readonly limit: number }): StoredAbsence[] {
		return this.#statements.page.all({ ...page, guildId, now: this.clock.now() });
	}

	absencesIn(guildId: string, { from, to }: Period): ReadonlyMap<string, readonly Absence[]> {
		const byUser = new Map<string, Absence[]>();
		for (const absence of this.#statements.touching.all(guildId, to, from)) {
			const absences = byUser.get(absence.userId);
			if (absences) absences.push(absence);
			else byUser.set(absence.userId, [absence]);
		}
		return byUser;
	}

	/** Notes which role was given for an absence; `null` when it was taken. */
	setRole(id: number, roleId: string | null): void {
		this.#statements.setRole.run(roleId, id);
	}

	/** The absences that are over and whose role must still be taken. */
	overdue(): StoredAbsence[] {
		return this.#statements.overdue.all(this.clock.now());
	}

	/** When the next absence with a role ends. */
	nextEnd(): number | undefined {
		return this.#statements.nextEnd.get(this.clock.now()) ?? undefined;
	}

	/** The guilds that have any absence, past or not. */
	guildIds(): string[] {
		return this.#statements.guildIds.all();
	}

	/** Everything about a user in a guild, the oldest first. */
	ofUser(guildId: string, userId: string): StoredAbsence[] {
		return this.#statements.ofUser.all(guildId, userId);
	}

	/** The absences of a user in a guild whose role must still be taken. */
	withRole(guildId: string, userId: string): StoredAbsence[] {
		return this.#statements.withRole.all(guildId, userId);
	}

	/** The absences of others that a user has set. */
	setForOthers(guildId: string, userId: string): StoredAbsence[] {
		return this.#statements.setForOthers.all({ guildId, userId });
	}

	/**
	 * Removes everything about a user in a guild, also from the absences of others; returns how many rows that touched.
	 */
	erase(guildId: string, userId: string): number {
		return transact(this.database, () => {
			const own = this.#statements.erase.run(guildId, userId).changes;
			return own + this.#statements.anonymise.run(guildId, userId).changes;
		});
	}

	/** Removes the past absences of a user, and their id from those of others. A role that must still be taken stays. */
	erasePast(guildId: string, userId: string): void {
		transact(this.database, () => {
			this.#statements.erasePast.run(guildId, userId, this.clock.now());
			this.#statements.anonymise.run(guildId, userId);
		});
	}

	/**
	 * Forgets the reasons of absences that ended before one moment, and everything about those that ended before another;
	 * says how many.
	 */
	expire(guildId: string, ends: { readonly reasonBefore: number; readonly allBefore: number }): number {
		const reasons = this.#statements.expireReasons.run(guildId, ends.reasonBefore).changes;
		return reasons + this.#statements.expire.run(guildId, ends.allBefore).changes;
	}

	removeGuild(guildId: string): void {
		this.#statements.removeGuild.run(guildId);
	}
}

const ABSENCE = 'user_id AS userId, from_at AS "from", until_at AS "until", reason';
const STORED = `id, guild_id AS guildId, ${ABSENCE}, set_by AS setBy, role_id AS roleId`;

/** Every query on the table of absences. */
function prepare(database: Database) {
	const select = <Parameters extends unknown[], Row = StoredAbsence>(rest: string, columns = STORED) =>
		database.prepare<Parameters, Row>(`SELECT ${columns} FROM absences_absence ${rest}`);
	const run = <Parameters extends unknown[]>(sql: string) => database.prepare<Parameters>(sql);
	return {
		current: select<[string, string, number]>('WHERE guild_id = ? AND user_id = ? AND until_at > ?'),
		list: select<[string, number]>('WHERE guild_id = ? AND until_at > ? ORDER BY until_at, user_id'),
		count: select<[string, number], number>('WHERE guild_id = ? AND until_at > ?', 'count(*)').pluck(),
		page: select<[{ guildId: string; now: number; skip: number; limit: number }]>(
			'WHERE guild_id = @guildId AND until_at > @now ORDER BY until_at, user_id LIMIT @limit OFFSET @skip',
		),
		touching: select<[string, number, number], Absence>(
			'WHERE guild_id = ? AND from_at < ? AND until_at > ? ORDER BY from_at',
			ABSENCE,
		),
		ofUser: select<[string, string]>('WHERE guild_id = ? AND user_id = ? ORDER BY from_at'),
		withRole: select<[string, string]>('WHERE guild_id = ? AND user_id = ? AND role_id IS NOT NULL'),
		setForOthers: select<[{ guildId: string; userId: string }]>(
			'WHERE guild_id = @guildId AND set_by = @userId AND user_id <> @userId',
		),
		overdue: select<[number]>('WHERE role_id IS NOT NULL AND until_at <= ? ORDER BY until_at'),
		nextEnd: select<[number], number | null>('WHERE role_id IS NOT NULL AND until_at > ?', 'min(until_at)').pluck(),
		guildIds: select<[], string>('', 'DISTINCT guild_id').pluck(),
		add: run<[NewAbsence & { from: number }]>(
			`INSERT INTO absences_absence (guild_id, user_id, from_at, until_at, reason, set_by)
			VALUES (@guildId, @userId, @from, @until, @reason, @setBy)`,
		),
		change: run<[NewAbsence & { id: number }]>(
			'UPDATE absences_absence SET until_at = @until, reason = @reason, set_by = @setBy WHERE id = @id',
		),
		end: run<[{ id: number; until: number }]>('UPDATE absences_absence SET until_at = @until WHERE id = @id'),
		setRole: run<[string | null, number]>('UPDATE absences_absence SET role_id = ? WHERE id = ?'),
		erase: run<[string, string]>('DELETE FROM absences_absence WHERE guild_id = ? AND user_id = ?'),
		erasePast: run<[string, string, number]>(
			'DELETE FROM absences_absence WHERE guild_id = ? AND user_id = ? AND until_at <= ? AND role_id IS NULL',
		),
		// The id in set_by is personal data of the user that set the absence.
		anonymise: run<[string, string]>(`UPDATE absences_absence SET set_by = '' WHERE guild_id = ? AND set_by = ?`),
		expireReasons: run<[string, number]>(
			'UPDATE absences_absence SET reason = NULL WHERE guild_id = ? AND until_at < ? AND reason IS NOT NULL',
		),
		expire: run<[string, number]>('DELETE FROM absences_absence WHERE guild_id = ? AND until_at < ?'),
		removeGuild: run<[string]>('DELETE FROM absences_absence WHERE guild_id = ?'),
	};
}

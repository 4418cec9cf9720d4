import type { Database } from '../../database/index.js';
import { inject, injectable } from '../../injection/index.js';
import type { Migrations } from '../../interfaces/Migrations.js';
import { DI_TOKENS } from '../../interfaces/tokens.js';
import type { Interval } from './boundaries.js';

/** A report that is sent regularly. */
export interface Schedule {
	readonly id: number;
	readonly guildId: string;
	readonly roleId: string;
	readonly interval: Interval;
	/** YYYY-MM-DD: the boundary up to which reports were sent or claimed. */
	readonly doneUntil: string;
	/** The number of failed sends in a row. */
	readonly failures: number;
	/**
	 * YYYY-MM-DD: the boundary whose report may be lost, since nobody knows whether Discord has it; `null` if there is
	 * none.
	 */
	readonly unsureDay: string | null;
}

export const scheduleMigrations: Migrations = {
	room: 'report',
	steps: [
		`CREATE TABLE report_schedule (
			id INTEGER PRIMARY KEY AUTOINCREMENT,
			guild_id TEXT NOT NULL,
			role_id TEXT NOT NULL,
			interval TEXT NOT NULL,
			done_until TEXT NOT NULL,
			failures INTEGER NOT NULL DEFAULT 0,
			UNIQUE (guild_id, role_id, interval)
		) STRICT`,
		// The boundary whose report is being sent, and the one whose outcome is unknown.
		`ALTER TABLE report_schedule ADD COLUMN sending_day TEXT;
		ALTER TABLE report_schedule ADD COLUMN unsure_day TEXT;`,
	],
};

const COLUMNS =
	'id, guild_id AS guildId, role_id AS roleId, interval, done_until AS doneUntil, failures, unsure_day AS unsureDay';

const UNSURE = 'UPDATE report_schedule SET unsure_day = sending_day, sending_day = NULL';

/** The schedules of every guild. Reads and writes are finished when they return. */
@injectable()
export class ScheduleStore {
	readonly #statements;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		const select = <Parameters extends unknown[]>(rest: string) =>
			database.prepare<Parameters, Schedule>(`SELECT ${COLUMNS} FROM report_schedule ${rest}`);
		this.#statements = {
			all: select<[]>('ORDER BY id'),
			ofGuild: select<[string]>('WHERE guild_id = ? ORDER BY id'),
			add: database.prepare<[string, string, Interval, string]>(
				'INSERT OR IGNORE INTO report_schedule (guild_id, role_id, interval, done_until) VALUES (?, ?, ?, ?)',
			),
			claim: database.prepare<[{ id: number; day: string }]>(
				'UPDATE report_schedule SET done_until = @day, sending_day = @day WHERE id = @id AND done_until < @day',
			),
			sent: database.prepare<[number]>(
				'UPDATE report_schedule SET failures = 0, sending_day = NULL, unsure_day = NULL WHERE id = ?',
			),
			failed: database.prepare<[number, number]>(
				'UPDATE report_schedule SET failures = ?, sending_day = NULL WHERE id = ?',
			),
			unsure: database.prepare<[number]>(`${UNSURE} WHERE id = ? AND sending_day IS NOT NULL`),
			interrupted: database.prepare<[], Schedule>(`${UNSURE} WHERE sending_day IS NOT NULL RETURNING ${COLUMNS}`),
			remove: database.prepare<[number]>('DELETE FROM report_schedule WHERE id = ?'),
			removeOne: database.prepare<[string, string, Interval]>(
				'DELETE FROM report_schedule WHERE guild_id = ? AND role_id = ? AND interval = ?',
			),
			removeGuild: database.prepare<[string]>('DELETE FROM report_schedule WHERE guild_id = ?'),
		};
	}

	all(): Schedule[] {
		return this.#statements.all.all();
	}

	ofGuild(guildId: string): Schedule[] {
		return this.#statements.ofGuild.all(guildId);
	}

	/** @returns whether it is new */
	add({ guildId, roleId, interval, doneUntil }: Omit<Schedule, 'id' | 'failures' | 'unsureDay'>): boolean {
		return this.#statements.add.run(guildId, roleId, interval, doneUntil).changes > 0;
	}

	/** Claims a run: true for one caller only, in any process, also after a restart. */
	claim(id: number, boundary: string): boolean {
		// A single statement is its own transaction.
		return this.#statements.claim.run({ id, day: boundary }).changes > 0;
	}

	/** The claimed report was sent. */
	setSent(id: number): void {
		this.#statements.sent.run(id);
	}

	/** The claimed report was not sent, and will not be. @param count - of failures in a row, this one included */
	setFailed(id: number, count: number): void {
		this.#statements.failed.run(count, id);
	}

	/** Nobody knows whether the claimed report was sent. */
	setUnsure(id: number): void {
		this.#statements.unsure.run(id);
	}

	/** Finds the reports that were claimed and neither sent nor failed, because the bot ended; returns each only once. */
	takeInterrupted(): Schedule[] {
		return this.#statements.interrupted.all();
	}

	remove(id: number): void {
		this.#statements.remove.run(id);
	}

	/** @returns whether there was one */
	removeOne(guildId: string, roleId: string, interval: Interval): boolean {
		return this.#statements.removeOne.run(guildId, roleId, interval).changes > 0;
	}

	removeGuild(guildId: string): void {
		this.#statements.removeGuild.run(guildId);
	}
}

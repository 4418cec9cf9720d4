import type { Database, Migrations } from '../../database/index.js';
import { inject, injectable } from '../../di/injection.js';
import { DI_TOKENS } from '../../interfaces/tokens.js';
import type { Interval } from './boundaries.js';

/** A report that is sent again and again. */
export interface Schedule {
	readonly id: number;
	readonly guildId: string;
	readonly roleId: string;
	readonly interval: Interval;
	/** YYYY-MM-DD: the boundary up to which reports were sent, or claimed to be. */
	readonly doneUntil: string;
	/** Sends that failed, one after the other. */
	readonly failures: number;
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
	],
};

const COLUMNS = 'id, guild_id AS guildId, role_id AS roleId, interval, done_until AS doneUntil, failures';

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
			claim: database.prepare<[string, number, string]>(
				'UPDATE report_schedule SET done_until = ? WHERE id = ? AND done_until < ?',
			),
			setFailures: database.prepare<[number, number]>('UPDATE report_schedule SET failures = ? WHERE id = ?'),
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
	add({ guildId, roleId, interval, doneUntil }: Omit<Schedule, 'id' | 'failures'>): boolean {
		return this.#statements.add.run(guildId, roleId, interval, doneUntil).changes > 0;
	}

	/** Takes a run for oneself: true for one caller only, whatever process it is in, also after a restart. */
	claim(id: number, boundary: string): boolean {
		// One statement is a transaction of its own.
		return this.#statements.claim.run(boundary, id, boundary).changes > 0;
	}

	setFailures(id: number, count: number): void {
		this.#statements.setFailures.run(count, id);
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

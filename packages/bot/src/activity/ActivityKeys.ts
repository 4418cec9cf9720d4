import { type Database, inPieces, transact } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

const ROWS_OF_MEMBERS = ['activity_open', 'activity_session', 'activity_message', 'activity_total'] as const;

/** The numbers that stand for guilds and members in the tables of activity. */
@injectable()
export class ActivityKeys {
	readonly #guilds = new Map<string, number>();
	readonly #statements;

	constructor(@inject(DI_TOKENS.Database) private readonly database: Database) {
		this.#statements = {
			guild: database.prepare<[string], number>('SELECT id FROM activity_guild WHERE guild_id = ?').pluck(),
			addGuild: database.prepare<[string]>('INSERT INTO activity_guild (guild_id) VALUES (?)'),
			member: database
				.prepare<[number, string], number>('SELECT id FROM activity_member WHERE guild = ? AND user_id = ?')
				.pluck(),
			members: database
				.prepare<[string, number], number>(
					'SELECT m.id FROM json_each(?) JOIN activity_member m ON m.guild = ? AND m.user_id = value',
				)
				.pluck(),
			guildsOf: database
				.prepare<[string], string>(
					'SELECT g.guild_id FROM activity_member m JOIN activity_guild g ON g.id = m.guild WHERE m.user_id = ?',
				)
				.pluck(),
			users: database
				.prepare<[number, string, number], string>(
					'SELECT user_id FROM activity_member WHERE guild = ? AND user_id > ? ORDER BY user_id LIMIT ?',
				)
				.pluck(),
			countMembers: database.prepare<[number], number>('SELECT count(*) FROM activity_member WHERE guild = ?').pluck(),
			addMember: database.prepare<[number, string]>('INSERT INTO activity_member (guild, user_id) VALUES (?, ?)'),
			rawSince: database.prepare<[number], number>('SELECT raw_since_day FROM activity_guild WHERE id = ?').pluck(),
			removeMember: database.prepare<[number]>('DELETE FROM activity_member WHERE id = ?'),
			removeRows: ROWS_OF_MEMBERS.map((table) => database.prepare<[number]>(`DELETE FROM ${table} WHERE member = ?`)),
			removeGuild: [
				'DELETE FROM activity_total WHERE member IN (SELECT id FROM activity_member WHERE guild = ?)',
				...['session', 'message', 'open', 'watch', 'member'].map(
					(name) => `DELETE FROM activity_${name} WHERE guild = ?`,
				),
				'DELETE FROM activity_guild WHERE id = ?',
			].map((sql) => database.prepare<[number]>(sql)),
		};
	}

	guild(guildId: string): number {
		return this.findGuild(guildId) ?? this.#remember(guildId, this.#statements.addGuild.run(guildId).lastInsertRowid);
	}

	findGuild(guildId: string): number | undefined {
		const known = this.#guilds.get(guildId);
		if (known !== undefined) return known;
		const found = this.#statements.guild.get(guildId);
		return found === undefined ? undefined : this.#remember(guildId, found);
	}

	/** The first day with single sessions and messages; for earlier days there are only sums. */
	rawSinceDay(guild: number): number {
		return this.#statements.rawSince.get(guild) ?? 0;
	}

	member(guild: number, userId: string): number {
		return this.findMember(guild, userId) ?? Number(this.#statements.addMember.run(guild, userId).lastInsertRowid);
	}

	findMember(guild: number, userId: string): number | undefined {
		return this.#statements.member.get(guild, userId);
	}

	/** The users with a record, in any order. */
	findMembers(guild: number, userIds: readonly string[]): number[] {
		return this.#statements.members.all(JSON.stringify(userIds), guild);
	}

	/** The guilds with a record of the user. */
	guildsOf(userId: string): string[] {
		return this.#statements.guildsOf.all(userId);
	}

	/** The users with a record in a guild, read in pieces. */
	*usersOf(guildId: string): Generator<string> {
		const guild = this.findGuild(guildId);
		if (guild === undefined) return;
		yield* inPieces<string>((limit, after = '') => this.#statements.users.all(guild, after, limit));
	}

	countMembers(guild: number): number {
		return this.#statements.countMembers.get(guild) ?? 0;
	}

	/** Removes the member and all their rows; returns how many rows that were, without the row of their number. */
	eraseMember(member: number): number {
		return transact(this.database, () => {
			const counts = this.#statements.removeRows.map((statement) => statement.run(member).changes);
			this.#statements.removeMember.run(member);
			return counts.reduce((sum, count) => sum + count, 0);
		});
	}

	eraseGuild(guildId: string): void {
		const guild = this.findGuild(guildId);
		if (guild === undefined) return;
		transact(this.database, () => {
			for (const statement of this.#statements.removeGuild) statement.run(guild);
		});
		this.#guilds.delete(guildId);
	}

	#remember(guildId: string, id: number | bigint): number {
		this.#guilds.set(guildId, Number(id));
		return Number(id);
	}
}

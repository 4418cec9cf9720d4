import { type Database, inPieces } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { StoredAbsence } from './StoredAbsence.js';

/** Whose absences: the user's own, or those that they set for others. */
export type Whose = 'own' | 'ofOthers';

/** An absence, as its user or the user that set it may see it. */
export type KeptAbsence = Pick<StoredAbsence, 'id' | 'from' | 'until' | 'reason' | 'setBy'>;

const COLUMNS = 'id, from_at AS "from", until_at AS "until", reason, set_by AS setBy';
const WHERE: Readonly<Record<Whose, string>> = {
	own: 'guild_id = @guildId AND user_id = @userId',
	ofOthers: 'guild_id = @guildId AND set_by = @userId AND user_id <> @userId',
};

interface Asked {
	readonly guildId: string;
	readonly userId: string;
}

/** The contents of the table of absences about users. */
@injectable()
export class AbsenceRecord {
	readonly #statements;
	readonly #guilds;
	readonly #users;

	constructor(@inject(DI_TOKENS.Database) database: Database) {
		this.#statements = { own: prepare(database, WHERE.own), ofOthers: prepare(database, WHERE.ofOthers) };
		this.#guilds = database
			.prepare<[{ userId: string }], string>(
				`SELECT guild_id FROM absences_absence WHERE user_id = @userId UNION
				SELECT guild_id FROM absences_absence WHERE set_by = @userId UNION
				SELECT guild_id FROM absences_role WHERE user_id = @userId`,
			)
			.pluck();
		this.#users = database
			.prepare<[{ guildId: string; after: string; limit: number }], string>(
				`SELECT id FROM (
					SELECT user_id AS id FROM absences_absence WHERE guild_id = @guildId UNION
					SELECT set_by FROM absences_absence WHERE guild_id = @guildId UNION
					SELECT user_id FROM absences_role WHERE guild_id = @guildId
				) WHERE id > @after ORDER BY id LIMIT @limit`,
			)
			.pluck();
	}

	count(whose: Whose, asked: Asked): number {
		return this.#statements[whose].count.get(asked) ?? 0;
	}

	/** The most recent ones, in the order in which they were set. */
	newest(whose: Whose, asked: Asked, limit: number): KeptAbsence[] {
		return this.#statements[whose].newest.all({ ...asked, limit }).reverse();
	}

	/** All of them, in the order in which they were set. */
	all(whose: Whose, asked: Asked): Generator<KeptAbsence> {
		const { piece } = this.#statements[whose];
		return inPieces<KeptAbsence>((limit, last) => piece.all({ ...asked, after: last?.id ?? 0, limit }));
	}

	guildsOf(userId: string): string[] {
		return this.#guilds.all({ userId });
	}

	/** The users that were away, set an absence for others, or have a role that must still be taken. */
	usersOf(guildId: string): Generator<string> {
		return inPieces<string>((limit, after = '') => this.#users.all({ guildId, after, limit }));
	}
}

function prepare(database: Database, where: string) {
	const from = `FROM absences_absence WHERE ${where}`;
	return {
		count: database.prepare<[Asked], number>(`SELECT count(*) ${from}`).pluck(),
		newest: database.prepare<[Asked & { limit: number }], KeptAbsence>(
			`SELECT ${COLUMNS} ${from} ORDER BY id DESC LIMIT @limit`,
		),
		piece: database.prepare<[Asked & { after: number; limit: number }], KeptAbsence>(
			`SELECT ${COLUMNS} ${from} AND id > @after ORDER BY id LIMIT @limit`,
		),
	};
}

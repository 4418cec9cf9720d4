import { inject, injectable } from '../injection/index.js';
import type { PersonalData, PersonalRow } from '../interfaces/PersonalData.js';
import { lastOf } from '../privacy/index.js';
import { AbsenceKeeper } from './AbsenceKeeper.js';
import { AbsenceRecord, type KeptAbsence } from './AbsenceRecord.js';
import { AbsenceStore } from './AbsenceStore.js';
import { OrphanRoles } from './OrphanRoles.js';

/**
 * The absences of a user, and those that they set for others. The latter are facts about the others, so their names are
 * left out. Erasing ends a running absence. Its role stays noted until it is taken, since Discord may refuse.
 */
@injectable()
export class AbsenceData implements PersonalData {
	readonly room = 'absences';

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(AbsenceRecord) private readonly record: AbsenceRecord,
		@inject(OrphanRoles) private readonly orphans: OrphanRoles,
		@inject(AbsenceKeeper) private readonly keeper: AbsenceKeeper,
	) {}

	guildsOf(userId: string): readonly string[] {
		return this.record.guildsOf(userId);
	}

	usersOf(guildId: string): Iterable<string> {
		return this.record.usersOf(guildId);
	}

	count(guildId: string, userId: string): number {
		const who = { guildId, userId };
		return this.orphans.of(guildId, userId).length + this.record.count('ofOthers', who) + this.record.count('own', who);
	}

	newest(guildId: string, userId: string, most: number): readonly PersonalRow[] {
		const who = { guildId, userId };
		return lastOf<PersonalRow>(
			[
				(limit) => this.#roles(guildId, userId).slice(-limit),
				(limit) => this.record.newest('ofOthers', who, limit).map(describeOther),
				(limit) => this.record.newest('own', who, limit).map(describeOwn),
			],
			most,
		);
	}

	*export(guildId: string, userId: string): Generator<PersonalRow> {
		const who = { guildId, userId };
		yield* this.#roles(guildId, userId);
		for (const absence of this.record.all('ofOthers', who)) yield describeOther(absence);
		for (const absence of this.record.all('own', who)) yield describeOwn(absence);
	}

	erase(guildId: string, userId: string): number {
		this.orphans.note(guildId, userId);
		const erased = this.absences.erase(guildId, userId);
		this.keeper.release(guildId, userId);
		return erased;
	}

	/** A running absence outlasts a leave: a member that comes back before its end gets the role again. */
	eraseLeaver(guildId: string, userId: string): void {
		this.absences.erasePast(guildId, userId);
	}

	#roles(guildId: string, userId: string): PersonalRow[] {
		return this.orphans.of(guildId, userId).map((roleToBeTaken) => ({ roleToBeTaken }));
	}
}

const periodOf = ({ from, until }: KeptAbsence) => ({
	from: new Date(from).toISOString(),
	until: new Date(until).toISOString(),
});

const describeOther = (absence: KeptAbsence): PersonalRow => ({ ...periodOf(absence), setForAnother: true });

function describeOwn(absence: KeptAbsence): PersonalRow {
	return { ...periodOf(absence), reason: absence.reason, setBy: absence.setBy };
}

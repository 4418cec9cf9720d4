import { inject, injectable } from '../di/injection.js';
import type { PersonalData } from '../privacy/index.js';
import { AbsenceKeeper } from './AbsenceKeeper.js';
import { AbsenceStore } from './AbsenceStore.js';
import { OrphanRoles } from './OrphanRoles.js';
import type { StoredAbsence } from './StoredAbsence.js';

/**
 * What is kept of a user's absences, and of those that he set for others: these are facts about the others, who are not
 * named to him. Erasing ends the absence that is on. Its role is named until it is taken, which Discord may refuse.
 */
@injectable()
export class AbsenceData implements PersonalData {
	readonly room = 'absences';

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(OrphanRoles) private readonly orphans: OrphanRoles,
		@inject(AbsenceKeeper) private readonly keeper: AbsenceKeeper,
	) {}

	export(guildId: string, userId: string) {
		const roles = this.orphans.of(guildId, userId).map((roleToBeTaken) => ({ roleToBeTaken }));
		const ofOthers = this.absences
			.setForOthers(guildId, userId)
			.map((absence) => ({ ...periodOf(absence), setForAnother: true }));
		const own = this.absences
			.ofUser(guildId, userId)
			.map((absence) => ({ ...periodOf(absence), reason: absence.reason, setBy: absence.setBy }));
		return [...roles, ...ofOthers, ...own];
	}

	erase(guildId: string, userId: string): number {
		this.orphans.note(guildId, userId);
		const erased = this.absences.erase(guildId, userId);
		this.keeper.release(guildId, userId);
		return erased;
	}
}

const periodOf = ({ from, until }: StoredAbsence) => ({
	from: new Date(from).toISOString(),
	until: new Date(until).toISOString(),
});

import { inject, injectable } from '../di/injection.js';
import type { PersonalData } from '../privacy/index.js';
import { AbsenceKeeper } from './AbsenceKeeper.js';
import { AbsenceStore } from './AbsenceStore.js';

/** What is kept of a user's absences. Erasing ends the one that is on: its role is taken. */
@injectable()
export class AbsenceData implements PersonalData {
	readonly room = 'absences';

	constructor(
		@inject(AbsenceStore) private readonly absences: AbsenceStore,
		@inject(AbsenceKeeper) private readonly keeper: AbsenceKeeper,
	) {}

	export(guildId: string, userId: string) {
		return this.absences.ofUser(guildId, userId).map(({ from, until, reason, setBy }) => ({
			from: new Date(from).toISOString(),
			until: new Date(until).toISOString(),
			reason,
			setBy,
		}));
	}

	erase(guildId: string, userId: string): number {
		const roleIds = this.absences.ofUser(guildId, userId).flatMap(({ roleId }) => roleId ?? []);
		const erased = this.absences.erase(guildId, userId);
		this.keeper.release(guildId, userId, roleIds);
		return erased;
	}
}

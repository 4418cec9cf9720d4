import { inject, injectable } from '../injection/index.js';
import type { AbsenceSource } from '../interfaces/AbsenceSource.js';
import type { ActivitySource } from '../interfaces/ActivitySource.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import type { ActivityReport, HolderList } from './judgement/ActivityReport.js';
import { computeReport } from './judgement/computeReport.js';
import type { ReportPeriod } from './period/parsePeriod.js';
import { ReportShelf } from './ReportShelf.js';

/** The report that is wanted. */
export interface WantedReport {
	readonly guildId: string;
	readonly roleId: string;
	/** For the chart. */
	readonly roleName?: string;
	readonly period: ReportPeriod;
	/** Neither answers from memory nor keeps the answer. */
	readonly isTest?: boolean;
}

/** Makes reports, whichever way the members of the role are fetched. */
@injectable()
export class Reporter {
	constructor(
		@inject(DI_TOKENS.ActivitySource) private readonly activity: ActivitySource,
		@inject(DI_TOKENS.AbsenceSource) private readonly absences: AbsenceSource,
		@inject(GuildSettingsStore) private readonly settings: GuildSettingsStore,
		@inject(ReportShelf) private readonly shelf: ReportShelf,
	) {}

	/** @param learn - called only if the same report is not in memory */
	async report(wanted: WantedReport, learn: () => Promise<HolderList>): Promise<ActivityReport> {
		const { guildId, roleId, roleName, period, isTest = false } = wanted;
		const { requiredHours: hours, leastObservedPercent: leastPercent, ...counting } = this.settings.get(guildId);
		const requiredHours = hours.get(roleId) ?? 0;
		const { from, firstDay, lastDay, timeZone, endsAt, isRunning } = period;
		const absences = this.absences.absencesIn(guildId, period);
		const { countsAlone, countsDeafened } = counting;
		const set = [requiredHours, leastPercent, countsAlone, countsDeafened, [...absences.values()]];
		const key = JSON.stringify([guildId, roleId, roleName, from, firstDay, lastDay, timeZone, isRunning, set]);
		const known = isTest ? undefined : this.shelf.answer(key);
		if (known) return known;
		const asked = { guildId, roleId, period, timeZone, endsAt, requiredHours, leastPercent, absences };
		const question = { ...asked, ...(roleName !== undefined && { roleName }), list: await learn() };
		const report = computeReport(question, this.activity);
		if (!isTest) this.shelf.putAnswer(key, report, isRunning);
		return report;
	}
}

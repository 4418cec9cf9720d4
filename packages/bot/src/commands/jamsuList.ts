import type { AbsenceStore, StoredAbsence } from '../absences/index.js';
import { formatDay } from '../dates/days.js';
import type { Answer } from '../interfaces/Command.js';
import { type Localiser, Markup } from '../localisation/index.js';
import { pageButtons } from '../pages/pageButtons.js';
import { readPage } from '../pages/pageOf.js';
import { jamsuTexts } from './jamsuTexts.js';

const SHOWN_REASON = 100;

/** The running absences of a guild; one page of them is read. */
export interface Away {
	readonly guildId: string;
	readonly absences: Pick<AbsenceStore, 'count' | 'page'>;
}

/** The reader of the list. */
export interface ListReader {
	readonly t: Localiser;
	readonly timeZone: string;
	readonly userId: string;
	/** Reasons are shown to users that manage absences, and to the user that they belong to. */
	readonly mayManage: boolean;
}

/** One page of the members that are away. */
export function listAbsences({ guildId, absences }: Away, wanted: number, reader: ListReader): Answer {
	const { t } = reader;
	const total = absences.count(guildId);
	if (total === 0) return { content: t(jamsuTexts.nobody), embeds: [], components: [] };
	const { page, pages, items } = readPage(total, wanted, (skip, limit) => absences.page(guildId, { skip, limit }));
	const embed = {
		title: t(jamsuTexts.listTitle, { total }),
		description: items.map((absence) => describe(absence, reader)).join('\n'),
		footer: { text: t(jamsuTexts.page, { page, pages }) },
	};
	return { content: '', embeds: [embed], components: pageButtons('jamsu:list', page, pages, t) };
}

function describe(absence: StoredAbsence, { t, timeZone, userId, mayManage }: ListReader): string {
	const day = lastDay(absence.until, timeZone);
	const line = t(jamsuTexts.line, { user: Markup.user(absence.userId), day });
	const isByOther = absence.setBy !== '' && absence.setBy !== absence.userId;
	const by = isByOther ? t(jamsuTexts.setBy, { user: Markup.user(absence.setBy) }) : '';
	const mayRead = mayManage || absence.userId === userId;
	const reason = mayRead && absence.reason ? t(jamsuTexts.itsReason, { reason: short(absence.reason) }) : '';
	return [line, by, reason].filter((part) => part !== '').join(' · ');
}

/** The last day of an absence: its end is the first moment after it. */
export function lastDay(until: number, timeZone: string): string {
	return formatDay(until - 1, timeZone);
}

function short(reason: string): string {
	const characters = [...reason];
	return characters.length > SHOWN_REASON ? `${characters.slice(0, SHOWN_REASON).join('')}…` : reason;
}

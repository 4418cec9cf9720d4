import type { Absence } from '../../interfaces/AbsenceSource.js';
import type { Period } from '../../interfaces/ActivitySource.js';

/** The milliseconds of a period that at least one absence covers. */
export function excusedMs(absences: readonly Absence[], { from, to }: Period): number {
	if (absences.length === 0) return 0;
	let reached = from;
	let sum = 0;
	for (const absence of [...absences].sort((a, b) => a.from - b.from)) {
		const [begin, end] = [Math.max(absence.from, reached), Math.min(absence.until, to)];
		if (end <= begin) continue;
		sum += end - begin;
		reached = end;
	}
	return sum;
}

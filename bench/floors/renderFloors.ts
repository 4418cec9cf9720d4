import { markdownTable } from '../reporting/markdownTable.js';
import { floors } from './floors.js';

/** The formulas, as Markdown: a row for each, with its faults. */
export function renderFloors(): string {
	const faults = new Map<string, string[]>();
	for (const [fault, { formula }] of Object.entries(floors)) {
		faults.set(formula, [...(faults.get(formula) ?? []), fault]);
	}
	return markdownTable(
		['floor', 'faults'],
		[...faults].map(([formula, names]) => [formula, names.join('; ')]),
	);
}

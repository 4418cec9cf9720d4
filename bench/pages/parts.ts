import type { MeasurementName } from '../measuring/Measurements.js';
import { columns } from '../reporting/columns.js';
import { describeMachine } from '../reporting/describeMachine.js';
import type { Report } from '../reporting/Report.js';
import type { FirstFetch } from '../validation/gains/firstFetch/FirstFetch.js';
import { firstFetch } from '../validation/gains/firstFetch/index.js';
import { load } from '../validation/gains/load/index.js';
import type { LoadFound } from '../validation/gains/load/LoadFound.js';
import type { Measured } from '../validation/promises/Measured.js';
import { renderCases } from './renderCases.js';

/** The size of guild that the short tables are about. */
const MEMBERS = 100_000;
/** Five rows, as many as the README has room for. */
const SHORT: readonly MeasurementName[] = ['bytesPerMember', 'cpuMs', 'peakHeapMb', 'secondCallMs', 'filterMs'];
/** A reader decides by none of these: how long it takes is said at the pace of Discord, and RSS follows the heap. */
const LEFT_OUT: readonly MeasurementName[] = ['wallMs', 'peakRssMb'];
const LONG = columns.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name));

/** The last results of the bench and the validation. */
export interface Results {
	readonly report: Report;
	readonly validation: readonly Measured[];
}

/** A part of a page that follows from the results. */
export interface Part {
	/** The page, relative to the root of the repository. */
	readonly page: string;
	/** Its name in the markers. */
	readonly name: string;
	render(results: Results): string;
}

/** Every generated table of figures. */
export const parts: readonly Part[] = [
	{ page: 'README.md', name: 'figures', render: ({ report }) => renderCases(report, MEMBERS, SHORT) },
	{ page: 'docs/performance.md', name: 'sizes', render: ({ report }) => renderSizes(report) },
	{ page: 'docs/performance.md', name: 'first', render: ({ validation }) => renderFirst(validation) },
	{
		page: 'docs/performance.md',
		name: 'load',
		render: ({ validation }) => load.render(foundOf<LoadFound>(validation, load.name)),
	},
];

function renderSizes(report: Report): string {
	const tables = report.members.map((members) => renderCases(report, members, LONG));
	return [...tables, `Measured on ${describeMachine(report.setting)}`].join('\n\n');
}

function renderFirst(validation: readonly Measured[]): string {
	const found = foundOf<FirstFetch>(validation, firstFetch.name);
	return firstFetch.render(found.filter(({ members }) => members === MEMBERS));
}

function foundOf<Found>(validation: readonly Measured[], name: string): readonly Found[] {
	return (validation.find(({ gain }) => gain === name)?.found ?? []) as readonly Found[];
}

import type { HugeReport } from '../huge/HugeReport.js';
import { renderHuge } from '../huge/renderHuge.js';
import { describeMachine } from '../reporting/describeMachine.js';
import { whole } from '../reporting/figures.js';
import type { Report, SmallGuildsReport } from '../reporting/Report.js';
import { renderMisses } from '../reporting/renderGoals.js';
import type { FirstFetch } from '../validation/gains/firstFetch/FirstFetch.js';
import { firstFetch } from '../validation/gains/firstFetch/index.js';
import { load } from '../validation/gains/load/index.js';
import type { LoadFound } from '../validation/gains/load/LoadFound.js';
import type { Measured } from '../validation/promises/Measured.js';
import { cases } from './cases.js';
import { caseRows, renderCases, titleOf } from './renderCases.js';

/** The size of guild that the short tables are about. */
const MEMBERS = 100_000;
/** The README has room for five rows: the first five of these that the bench has measured. */
const MOST_SHORT = 5;
const SHORT: readonly string[] = [
	'bytes a member kept',
	'CPU of a full fetch',
	'second call',
	'members of a role',
	'filter by nickname, later calls',
	'filter by predicate',
];
/**
 * A reader decides by none of these: how long it takes is said at the pace of Discord, and RSS follows the heap. The filter by
 * predicate is one of the reads.
 */
const LEFT_OUT: readonly string[] = ['time of a full fetch', 'peak RSS'];
const LONG = caseRows
	.map(({ title }) => title)
	.filter((title) => !LEFT_OUT.includes(title) && !title.endsWith('first call'));

/** The last results of the bench and the validation. */
export interface Results {
	readonly report: Report;
	readonly validation: readonly Measured[];
	/** The fetch of the largest guild. */
	readonly huge: HugeReport | undefined;
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
	{ page: 'README.md', name: 'figures', render: ({ report }) => renderShort(report) },
	{ page: 'docs/performance.md', name: 'sizes', render: ({ report }) => renderSizes(report) },
	{ page: 'docs/performance.md', name: 'missed', render: ({ report }) => renderMisses(report).join('\n') },
	{
		page: 'docs/performance.md',
		name: 'huge',
		render: ({ huge }) => (huge ? renderHuge(huge) : 'No run is kept yet.'),
	},
	{ page: 'docs/performance.md', name: 'first', render: ({ validation }) => renderFirst(validation) },
	{
		page: 'docs/performance.md',
		name: 'load',
		render: ({ validation }) => load.render(foundOf<LoadFound>(validation, load.name)),
	},
];

function renderShort(report: Report): string {
	const short = cases.filter(({ isShort }) => isShort);
	const render = (rows: readonly string[]) =>
		renderCases(report, { members: MEMBERS, title: titleOf(MEMBERS), cases: short, rows });
	const empty = render([]);
	return render(SHORT.filter((title) => render([title]) !== empty).slice(0, MOST_SHORT));
}

function renderSmallGuilds({ guilds, members, runs }: SmallGuildsReport): string {
	const title = `${whole(guilds)} guilds, ${whole(members)} members together`;
	return renderCases({ runs }, { members, title, cases, rows: LONG });
}

function renderSizes(report: Report): string {
	const tables = report.members.map((members) =>
		renderCases(report, { members, title: titleOf(members), cases, rows: LONG }),
	);
	if (report.smallGuilds) tables.push(renderSmallGuilds(report.smallGuilds));
	return [...tables, `Measured on ${describeMachine(report.setting)}`].join('\n\n');
}

function renderFirst(validation: readonly Measured[]): string {
	const found = foundOf<FirstFetch>(validation, firstFetch.name);
	return firstFetch.render(found.filter(({ members }) => members === MEMBERS));
}

function foundOf<Found>(validation: readonly Measured[], name: string): readonly Found[] {
	return (validation.find(({ gain }) => gain === name)?.found ?? []) as readonly Found[];
}

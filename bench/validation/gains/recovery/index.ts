import { DEMO_LIMITS } from '../../../demo/limits.js';
import type { Row } from '../../../demo/play.js';
import { runAll, setStage } from '../../../demo/runAll.js';
import { type Scenario, scenarios } from '../../../demo/scenarios.js';
import { describeClaims } from '../../../demo/table.js';
import { startDiscord } from '../../../discord/startDiscord.js';
import { formatTime } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import type { Gain } from '../../promises/Gain.js';
import type { Scale } from '../../promises/Scale.js';
import { furtherScenarios } from './furtherScenarios.js';
import { type Recovery, verdictOf } from './Recovery.js';

const SIDES = ['discord.js', 'rollcall'] as const;
const VERDICTS = ['recovered', 'labelled', 'wrong'] as const;

/** The outcome of a command when something goes wrong. */
export const recovery: Gain<Recovery> = {
	name: 'recovery',
	promise: 'failure recovery automatic',
	measure,
	explanation: [
		'- Each side makes one call per fault, with its own bot, client and guild, and repeats nothing. People have reported the first six faults; the others are what the protocol allows.',
		'- recovered: every caller gets a list that is called complete and is right in every field. labelled: an error, or a list that says that it is not complete. wrong: a list that is called complete and is not.',
		`- discord.js waits ${DEMO_LIMITS.patienceMs / 1000} s for one more chunk here. Its own default is 120 s, which would only delay its errors.`,
	],
	judge(found) {
		const ours = found.filter(({ side }) => side === 'rollcall');
		return ours.map(({ fault, verdict }) => ({
			what: `${fault}: recovered`,
			figure: verdict,
			isReached: verdict === 'recovered',
		}));
	},
	findLies: (found) =>
		found
			.filter(({ side, verdict }) => side === 'rollcall' && verdict === 'wrong')
			.map(({ fault }) => `${fault}: a list was called complete and is not.`),
	render: (found) => `${renderTotals(found)}\n\n${renderFaults(found)}`,
};

/** The demo's scenarios that are no plain fetch, and further ones. */
function faults(): Scenario[] {
	const spoilt = scenarios.filter(({ fault, happening, before, calls }) => fault ?? happening ?? before ?? calls);
	return [...spoilt, ...furtherScenarios];
}

async function measure(
	{ faultyMembers, patienceMs = DEMO_LIMITS.patienceMs }: Scale,
	tell: (line: string) => void,
): Promise<Recovery[]> {
	const played = faults();
	const discord = startDiscord();
	try {
		const stage = await setStage(discord, played, faultyMembers);
		const limits = { ...DEMO_LIMITS, patienceMs };
		const rows = await runAll({ ...stage, limits }, played, {
			onRow: (done, total) => tell(`${done} of ${total} faults played`),
		});
		return rows.map(toRecovery);
	} finally {
		await discord.close();
	}
}

function toRecovery({ scenario, side, ms, requests, outcomes }: Row): Recovery {
	const { name: fault, group } = scenario;
	return { fault, group, side, ms, requests, outcomes, verdict: verdictOf(outcomes) };
}

function renderTotals(found: readonly Recovery[]): string {
	const rows = SIDES.map((side) => {
		const here = found.filter((each) => each.side === side);
		const counts = VERDICTS.map((verdict) => here.filter((each) => each.verdict === verdict).length);
		return [titleOf(side), String(here.length), ...counts.map(String)];
	});
	return markdownTable(['', 'faults', ...VERDICTS], rows);
}

function renderFaults(found: readonly Recovery[]): string {
	const names = [...new Set(found.map(({ fault }) => fault))];
	const rows = names.map((name) => [
		name,
		...SIDES.flatMap((side) => {
			const row = found.find((each) => each.fault === name && each.side === side);
			return row ? [renderVerdict(row), formatTime(row.ms)] : ['', ''];
		}),
	]);
	return markdownTable(['fault', ...SIDES.flatMap((side) => [titleOf(side), 'after'])], rows);
}

function renderVerdict({ verdict, outcomes }: Recovery): string {
	if (verdict !== 'labelled') return verdict;
	return `labelled: ${describeClaims(outcomes).replaceAll('\n', ', ')}`;
}

function titleOf(side: Recovery['side']): string {
	return side === 'rollcall' ? side : 'original way';
}

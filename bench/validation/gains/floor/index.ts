import { DiscordEmulator } from 'rollcall-emulator';
import type { Row } from '../../../demo/play.js';
import { scenarios } from '../../../demo/scenarios.js';
import { FloorTimes } from '../../../floors/FloorTimes.js';
import { floors } from '../../../floors/floors.js';
import { isNear, NEAR } from '../../../floors/isNear.js';
import { limitsOf } from '../../../floors/Limits.js';
import { formatTime, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import type { Gain } from '../../promises/Gain.js';
import type { Scale } from '../../promises/Scale.js';
import { furtherScenarios } from '../recovery/furtherScenarios.js';
import { verdictOf } from '../recovery/Recovery.js';
import { playAll } from './playAll.js';
import { JUDGED_FROM, type Reached } from './Reached.js';

/** Every fault of a larger guild waits for the gate of a full request and then for half a minute of chunks. */
const LARGEST = 100_000;

/** How soon a right list is there, beside what Discord's limits leave to the best possible client. */
export const floor: Gain<Reached> = {
	name: 'floor',
	promise: 'a right list near the floor',
	measure,
	explanation: [
		'- The floor of a fault is the time that the limits of Discord leave to the best possible client. [The formulas](../README.md#floors) are in the README of the bench.',
		`- A time is near its floor if it is at most ${NEAR}. At 1,000 members it is only shown, because such an answer has one chunk.`,
		'- Each fault met a bot, a client and a guild of its own, with default caches. What mostly waits ran four at a time, everything else alone.',
	],
	judge: (found) => found.filter(({ members }) => members >= JUDGED_FROM).map(toVerdict),
	findLies: (found) =>
		found
			.filter(({ verdict, members }) => verdict === 'wrong' && members >= JUDGED_FROM)
			.map(({ fault, members }) => `${fault}, ${whole(members)} members: a list was called complete and is not.`),
	render,
};

async function measure({ sizes }: Scale, tell: (line: string) => void): Promise<Reached[]> {
	const limits = limitsOf(new DiscordEmulator({ profile: 'discord', guilds: [{ members: 1 }] }).options);
	const found: Reached[] = [];
	for (const members of sizes.filter((size) => size <= LARGEST)) {
		const times = new FloorTimes(limits, members);
		const timed = [...scenarios, ...furtherScenarios].map((scenario) => ({
			scenario,
			floorMs: floors[scenario.name]?.floor(times) ?? Number.NaN,
		}));
		const floorOf = ({ scenario }: Row) => timed.find((one) => one.scenario === scenario)?.floorMs ?? Number.NaN;
		const rows: Reached[] = [];
		await playAll(timed, members, times.chunks(), (row) => {
			rows.push(toReached(row, members, floorOf(row)));
			tell(`${whole(members)} members: ${rows.length} of ${timed.length} played`);
		});
		const names = Object.keys(floors);
		found.push(...rows.sort((a, b) => names.indexOf(a.fault) - names.indexOf(b.fault)));
	}
	return found;
}

function toReached({ scenario, ms, requests, outcomes }: Row, members: number, floorMs: number): Reached {
	return { fault: scenario.name, members, ms, floorMs, requests, verdict: verdictOf(outcomes) };
}

function toVerdict({ fault, members, ms, floorMs, verdict }: Reached) {
	return {
		what: `${fault}, ${whole(members)} members: a right list within ${formatTime(floorMs * 1.25 + 300)}`,
		figure: verdict === 'recovered' ? formatTime(ms) : verdict,
		isReached: verdict === 'recovered' && isNear(ms, floorMs),
	};
}

function render(found: readonly Reached[]): string {
	const sizes = [...new Set(found.map(({ members }) => members))];
	const head = sizes.flatMap((size) => [`${whole(size)}: floor`, 'time', 'ratio', 'requests']);
	const rows = [...new Set(found.map(({ fault }) => fault))].map((fault) => [
		fault,
		...sizes.flatMap((size) => cellsOf(found.find((each) => each.fault === fault && each.members === size))),
	]);
	return markdownTable(['', ...head], rows);
}

function cellsOf(reached: Reached | undefined): string[] {
	if (!reached) return ['', '', '', ''];
	const { ms, floorMs, requests, members } = reached;
	const isMissed = members >= JUDGED_FROM && !toVerdict(reached).isReached;
	const ratio = floorMs === 0 ? '' : `${(ms / floorMs).toFixed(2)} ×`;
	return [
		formatTime(floorMs),
		formatTime(ms),
		isMissed ? `${ratio} MISSED` : ratio,
		`${requests.gateway} + ${requests.rest}`,
	];
}

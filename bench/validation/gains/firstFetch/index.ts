import { isExact } from '../../../checking/compare.js';
import type { Panel } from '../../../plot/Panel.js';
import { formatTime, significant, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import { median } from '../../../reporting/median.js';
import { titles, type Way } from '../../bot/Way.js';
import type { Gain, Verdict } from '../../promises/Gain.js';
import { lineOf } from '../../reporting/lineOf.js';
import type { FirstFetch } from './FirstFetch.js';
import { measureFirstFetches } from './measureFirstFetches.js';
import { type Trouble, troubleNames } from './troubles.js';

/** The most that was promised. */
const PROMISED_MS = 8_000;
const WAYS = ['discord.js', 'service'] as const;

/** The first list of a guild, and how long it takes until it is right. */
export const firstFetch: Gain<FirstFetch> = {
	name: 'first',
	promise: 'first fetch 20–30 s → 3–8 s',
	measure: measureFirstFetches,
	explanation: [
		'- The time from the command to a right list, in a fresh bot. Both sides have their default settings: discord.js waits 120 s for one more chunk.',
		'- A command that fails is repeated at once; if Discord refused it, it is repeated as soon as the error allows. No person is as quick, so this shows the original way at its best. If a list is called complete, nobody asks again, even if it is wrong.',
		'- a lost chunk: the chunk in the middle never arrives. a cut session: the socket closes half way and the session is gone. a refused request: Discord refuses the first request for 15 s, as it does when another process of the same bot has just asked. Under recovery below, other chunks are lost and discord.js waits 20 s, so the times there differ.',
		'- The fetches without a fault ran one after the other (median of the rounds). The others mostly wait, so they ran side by side.',
		'- The emulator sends 20,000 members a second, a pace that people have measured on Discord. No client can get 500,000 members in less than 25 s.',
	],
	judge: (found) => casesOf(found).flatMap((each) => judgeCase(found, each)),
	findLies: (found) =>
		found
			.filter(({ way, tally }) => way !== 'discord.js' && tally && !isExact(tally))
			.map(({ members, trouble }) => `${trouble} at ${whole(members)}: a list was called complete and is not.`),
	render(found) {
		const rows = casesOf(found).map((each) => [
			whole(each.members),
			each.trouble,
			...WAYS.flatMap((way) => [renderTime(found, way, each), renderTries(of(found, way, each))]),
		]);
		const head = WAYS.flatMap((way) => [titles[way], 'how it came']);
		return markdownTable(['members', '', ...head], rows);
	},
	draw: (found) => (['well', 'a lost chunk', 'a cut session'] as const).map((trouble) => draw(found, trouble)),
};

interface Case {
	readonly members: number;
	readonly trouble: Trouble;
}

function casesOf(found: readonly FirstFetch[]): Case[] {
	const sizes = [...new Set(found.map(({ members }) => members))].sort((a, b) => a - b);
	return sizes.flatMap((members) => troubleNames.map((trouble) => ({ members, trouble })));
}

function of(found: readonly FirstFetch[], way: Way, { members, trouble }: Case): FirstFetch[] {
	return found.filter((each) => each.way === way && each.members === members && each.trouble === trouble);
}

/** The median until a list that is right; nothing if one round had none. */
function timeOf(found: readonly FirstFetch[], way: Way, each: Case): number | undefined {
	const rounds = of(found, way, each);
	const areRight = rounds.length > 0 && rounds.every(({ tally }) => tally && isExact(tally));
	return areRight ? median(rounds.map((round) => round.ms)) : undefined;
}

function judgeCase(found: readonly FirstFetch[], each: Case): Verdict[] {
	if (of(found, 'service', each).length === 0) return [];
	const time = timeOf(found, 'service', each);
	return [
		{
			what: `${whole(each.members)} members, ${each.trouble}: a right list within 8 s`,
			figure: time === undefined ? 'no right list' : formatTime(time),
			isReached: time !== undefined && time <= PROMISED_MS,
		},
	];
}

function renderTime(found: readonly FirstFetch[], way: Way, each: Case): string {
	const time = timeOf(found, way, each);
	if (time !== undefined) return formatTime(time);
	return of(found, way, each).length === 0 ? '' : 'never';
}

/** The outcomes of all tries, each one once. */
function renderTries(rounds: readonly FirstFetch[]): string {
	return [...new Set(rounds.map(tell))].join('; or ');
}

function tell({ attempts, tally }: FirstFetch): string {
	const said = attempts.map(({ says, code }) => (says === 'complete' ? 'a list' : (code ?? says)));
	return `${said.join(', then ')}${tally && !isExact(tally) ? ', SILENTLY WRONG' : ''}`;
}

function draw(found: readonly FirstFetch[], trouble: Trouble): Panel {
	const sizes = [...new Set(found.map(({ members }) => members))].sort((a, b) => a - b);
	const lines = WAYS.flatMap((way) =>
		lineOf(
			way,
			sizes.map((members) => [members, inSeconds(timeOf(found, way, { members, trouble }))]),
		),
	);
	return {
		title: `First fetch, ${trouble}: seconds until a right list`,
		lines,
		format: (seconds) => (seconds < 10 ? significant(seconds) : whole(seconds)),
	};
}

function inSeconds(time: number | undefined): number | undefined {
	return time === undefined ? undefined : time / 1000;
}

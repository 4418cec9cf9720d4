import { classesOf } from '../../../plot/style.js';
import { formatTime, significant, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import type { Gain } from '../../promises/Gain.js';
import type { Scale } from '../../promises/Scale.js';
import type { DayBot, DayFound } from './DayFound.js';
import { runDay } from './runDay.js';
import { type DaySum, sumUp } from './sumUp.js';

const BOTS: readonly DayBot[] = ['original', 'service', 'roomy'];
const TITLES: Readonly<Record<DayBot, string>> = {
	original: 'original way',
	service: 'rollcall, same bot, default settings',
	roomy: 'rollcall, lean client, room for every guild',
};

/** A day of a bot. */
export const day: Gain<DayFound> = {
	name: 'day',
	promise: 'hit rate and memory over time',
	measure,
	explanation: [
		'- The service and the emulator run on a clock that the test drives, so a day takes minutes. Everything else is real: discord.js, sockets, requests. Discord and the bot each have their own process.',
		'- The n-th guild has 1/n^0.9 of the members of the largest, and at least 20. During the day 1 % of the members join, 1 % leave and 2 % are renamed at random moments: one event every few seconds. Only these events show the bot that its connection is alive, since heartbeats follow the clock of the machine. Commands come at random moments, 40 an hour for the whole bot, in random guilds: a larger guild gets more, by the square root of its size.',
		'- Every four hours the connection is cut and resumed after 20 s. At half past twelve the session is lost, and the bot is away for two minutes.',
		'- The original way asks Discord for every command. Its lists at hand are `guild.members.cache` of each guild that it has fetched.',
		'- hit: answered without a request. refused: Discord answered RATE_LIMITED. memory: heap and external memory of the process after two forced collections, minus that before the first command. drift: members in lists at hand that differ from the world, at four checks in the day; with rollcall, in the lists that it vouched for.',
	],
	judge: (found) => found.filter(({ bot }) => bot !== 'original').flatMap((ours) => judge(ours, found)),
	findLies: (found) =>
		found
			.filter(({ bot }) => bot !== 'original')
			.flatMap((ours) => {
				const { wrongAnswers, driftedMembers } = sumUp(ours);
				if (wrongAnswers + driftedMembers === 0) return [];
				return [
					`${TITLES[ours.bot]}: ${wrongAnswers} wrong answers, ${driftedMembers} members of lists at hand wrong.`,
				];
			}),
	render(found) {
		const sums = found.map(sumUp);
		const column = (render: (sum: DaySum) => string) => sums.map(render);
		const [first] = found;
		const setting = first ? `${first.guilds} guilds, ${first.hours} hours` : '';
		return markdownTable(
			[setting, ...found.map(({ bot }) => TITLES[bot])],
			[
				['commands', ...column(({ commands }) => whole(commands))],
				['answered with a list', ...column(({ answered }) => whole(answered))],
				['… of them wrong', ...column(({ wrongAnswers }) => whole(wrongAnswers))],
				['hit rate', ...column(({ hitRate }) => `${significant(hitRate * 100)} %`)],
				['requests: gateway + REST', ...column(({ gateway, rest }) => `${whole(gateway)} + ${whole(rest)}`)],
				['… of them refused', ...column(({ refused }) => whole(refused))],
				['wait for an answer: median', ...column(({ p50 }) => formatTime(p50))],
				['… p99', ...column(({ p99 }) => formatTime(p99))],
				['guilds at hand at the end', ...column(({ guildsAtEnd }) => whole(guildsAtEnd))],
				['memory at the end', ...column(({ memoryAtEnd }) => inMb(memoryAtEnd))],
				['most memory at a full hour', ...column(({ mostMemory }) => inMb(mostMemory))],
				['… of the rosters alone', ...column(({ mostRosters }) => (mostRosters > 0 ? inMb(mostRosters) : ''))],
				[
					'drift: lists wrong, of those compared',
					...column(({ driftedLists, lists }) => `${driftedLists} of ${lists}`),
				],
				['… members wrong in them', ...column(({ driftedMembers }) => whole(driftedMembers))],
			],
		);
	},
	draw: (found) => [
		{
			title: 'A day: memory at each hour, MB',
			lines: found.map(({ bot, way, checks, before }) => ({
				className: classesOf(way),
				label: TITLES[bot].split(', ').slice(0, 2).join(', '),
				points: checks.map(({ hour, memoryBytes }) => [hour, (memoryBytes - before.memoryBytes) / 1e6] as const),
			})),
			format: whole,
			along: { format: (hour) => `${hour} h` },
		},
	],
};

function measure({ day: scale }: Scale, tell: (line: string) => void): Promise<DayFound[]> {
	tell(`${scale.hours} hours of a bot in ${scale.guilds} guilds, three times at once`);
	return Promise.all(
		BOTS.map(async (bot) => {
			const found = await runDay(bot, scale);
			tell(`${TITLES[bot]}: hit rate ${significant(sumUp(found).hitRate * 100)} %`);
			return found;
		}),
	);
}

function judge(ours: DayFound, found: readonly DayFound[]) {
	const original = found.find(({ bot }) => bot === 'original');
	const sum = sumUp(ours);
	const who = TITLES[ours.bot].replace('rollcall, ', '');
	const requests = sum.gateway + sum.rest;
	const theirs = original && sumUp(original).gateway + sumUp(original).rest;
	return [
		{
			what: `${who}: no drift and no wrong answer`,
			figure: `${sum.driftedMembers} members, ${sum.wrongAnswers} answers`,
			isReached: sum.driftedMembers + sum.wrongAnswers === 0,
		},
		{
			what: `${who}: every command answered with a list`,
			figure: `${whole(sum.answered)} of ${whole(sum.commands)}`,
			isReached: sum.answered === sum.commands,
		},
		...(theirs === undefined
			? []
			: [
					{
						what: `${who}: fewer requests than the original way`,
						figure: `${whole(requests)} against ${whole(theirs)}`,
						isReached: requests < theirs,
					},
				]),
	];
}

function inMb(bytes: number): string {
	return `${significant(bytes / 1e6)} MB`;
}

import { isExact, type Tally } from '../../../checking/compare.js';
import { formatTime, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import { checkList } from '../../bot/checkList.js';
import type { Received } from '../../bot/receiveAll.js';
import { titles, type Way, ways } from '../../bot/Way.js';
import { withBot } from '../../bot/withBot.js';
import type { Gain } from '../../promises/Gain.js';
import type { Scale } from '../../promises/Scale.js';

/** How the largest guild came in one way. */
export interface MillionReceived extends Received {
	readonly way: Way;
	readonly members: number;
	/** The comparison of the whole list with the truth; left out if none was called complete. */
	readonly tally?: Tally;
}

const STALL_TARGET_MS = 100;
const FIRST_WITHIN_MS = 1_000;

/** The largest guild, as its members come. */
export const million: Gain<MillionReceived> = {
	name: 'million',
	promise: 'large guilds reliable, progressive',
	measure,
	explanation: [
		'- The service streams by `streamGuildMembers`; the original way is `guild.members.fetch()`, which gives nothing before it ends. Each member was read once and counted when their batch came. Each way ran alone, and its list was then compared with the world in every field.',
		'- longest stall: the maximum of `monitorEventLoopDelay` from the call to the last member, at a resolution of 10 ms. The longest stall in the bench is that of `fetchGuildMembers`, without reading a member. peak: the largest heap and external memory before any collection, as V8 reports it.',
		'- The emulator sends 20,000 members a second, so a million take at least 50 s.',
	],
	judge: (found) => found.filter(({ way }) => way !== 'discord.js').flatMap(judge),
	findLies: (found) =>
		found
			.filter((each) => each.way !== 'discord.js' && each.tally && !isRight(each))
			.map(
				({ way, members, read }) =>
					`${titles[way]}, ${whole(members)} members (${whole(read)} came): called complete and is not.`,
			),
	render(found) {
		const rows = found.map((each) => [
			titles[each.way],
			formatTime(each.firstMs),
			formatTime(each.allMs),
			describeList(each),
			formatTime(each.stallMs),
			`${whole(each.peakBytes / 1e6)} MB`,
		]);
		const [first] = found;
		const members = first ? `${whole(first.members)} members` : '';
		return markdownTable([members, 'first batch after', 'list complete after', 'list', 'longest stall', 'peak'], rows);
	},
};

async function measure({ mostMembers }: Scale, tell: (line: string) => void): Promise<MillionReceived[]> {
	const found: MillionReceived[] = [];
	for (const way of ways) {
		const received = await withBot(way, [mostMembers], async (scene) => {
			const given = await scene.bot.ask('receiveAll', { guildId: scene.guildId });
			const isListed = given.says === 'complete';
			return { ...given, way, members: mostMembers, ...(isListed && { tally: await checkList(scene) }) };
		});
		found.push(received);
		tell(`${way}, ${whole(mostMembers)} members: ${formatTime(received.allMs)}, ${describeList(received)}`);
	}
	return found;
}

function judge(received: MillionReceived) {
	const { way, firstMs, stallMs } = received;
	const who = titles[way].replace('rollcall, ', '');
	return [
		{ what: `${who}: complete and right`, figure: describeList(received), isReached: isRight(received) },
		{ what: `${who}: first batch within 1 s`, figure: formatTime(firstMs), isReached: firstMs <= FIRST_WITHIN_MS },
		{
			what: `${who}: longest stall under ${STALL_TARGET_MS} ms`,
			figure: formatTime(stallMs),
			isReached: stallMs < STALL_TARGET_MS,
		},
	];
}

function isRight({ tally, read, members }: MillionReceived): boolean {
	return tally !== undefined && isExact(tally) && read === members;
}

function describeList(received: MillionReceived): string {
	const { says, code, tally } = received;
	if (!tally) return code ?? says;
	return isRight(received) ? 'complete, right' : 'complete, SILENTLY WRONG';
}

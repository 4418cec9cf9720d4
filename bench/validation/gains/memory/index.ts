import { significant, whole } from '../../../reporting/figures.js';
import { markdownTable } from '../../../reporting/markdownTable.js';
import { median } from '../../../reporting/median.js';
import { titles, type Way, ways } from '../../bot/Way.js';
import type { Gain, Verdict } from '../../promises/Gain.js';
import { lineOf } from '../../reporting/lineOf.js';
import type { MemoryKept } from './MemoryKept.js';
import { measureMemory } from './measureMemory.js';

type Figure = 'bytesPerMember' | 'peakHeapMb';

/** The promised share of the original way's memory, in words and as a number. */
const LIMITS: readonly { readonly figure: Figure; readonly words: string; readonly share: number }[] = [
	{ figure: 'bytesPerMember', words: 'kept, 50 % less', share: 0.5 },
	{ figure: 'bytesPerMember', words: 'kept, 85 % less (target)', share: 0.15 },
	{ figure: 'peakHeapMb', words: 'peak, 50 % less', share: 0.5 },
];

/** The memory of a fetched guild. */
export const memory: Gain<MemoryKept> = {
	name: 'memory',
	promise: 'memory about −50 % (target: −85 % kept)',
	measure: measureMemory,
	explanation: [
		'- kept: heap and external memory (buffers included) after two forced collections, after the fetch minus before it, divided by the members. peak: the largest heap and external memory of the process before any collection during the fetch, as V8 reports it, with garbage and the client itself. Medians of the rounds.',
		'- Each side ran in a fresh process that had fetched a guild of 1,000 before, so that its code was loaded. Every list was compared with the world. The bench measures the same while the emulator sends at its full speed, so its peaks differ from these.',
		'- same bot: the client has its default caches, which keep a second copy of every member. lean client: the client is made with `cacheWithoutMembers()`, so only the service keeps them.',
	],
	judge: (found) =>
		sizesOf(found).flatMap((members) =>
			(['service', 'service-lean'] as const).flatMap((way) => judge(found, way, members)),
		),
	findLies: (found) =>
		found
			.filter(({ way, isRight }) => way !== 'discord.js' && !isRight)
			.map(({ way, members }) => `${titles[way]}, ${whole(members)} members: the list is not that of the world.`),
	render(found) {
		const rows = sizesOf(found).map((members) => [
			whole(members),
			...ways.map((way) => renderCell(found, way, members, 'bytesPerMember', (bytes) => `${whole(bytes)} B`)),
			...ways.map((way) => renderCell(found, way, members, 'peakHeapMb', (mb) => `${whole(mb)} MB`)),
		]);
		const head = [...ways.map((way) => `${titles[way]}: kept a member`), ...ways.map((way) => `${titles[way]}: peak`)];
		return markdownTable(['members', ...head], rows);
	},
	draw: (found) => [
		{
			title: 'Memory kept, bytes a member',
			lines: ways.flatMap((way) =>
				lineOf(
					way,
					sizesOf(found).map((members) => [members, medianOf(found, way, members, 'bytesPerMember')]),
				),
			),
			format: whole,
		},
	],
};

function sizesOf(found: readonly MemoryKept[]): number[] {
	return [...new Set(found.map(({ members }) => members))].sort((a, b) => a - b);
}

function medianOf(found: readonly MemoryKept[], way: Way, members: number, figure: Figure): number | undefined {
	const rounds = found.filter((each) => each.way === way && each.members === members);
	return rounds.length > 0 ? median(rounds.map((round) => round[figure])) : undefined;
}

function judge(found: readonly MemoryKept[], way: Way, members: number): Verdict[] {
	return LIMITS.flatMap(({ figure, words, share }) => {
		const value = medianOf(found, way, members, figure);
		const original = medianOf(found, 'discord.js', members, figure);
		if (value === undefined || original === undefined) return [];
		const less = 1 - value / original;
		return [
			{
				what: `${whole(members)} members, ${titles[way].replace('rollcall, ', '')}: ${words}`,
				figure: renderLess(less),
				isReached: less >= 1 - share,
			},
		];
	});
}

function renderCell(
	found: readonly MemoryKept[],
	way: Way,
	members: number,
	figure: Figure,
	format: (value: number) => string,
): string {
	const value = medianOf(found, way, members, figure);
	const original = medianOf(found, 'discord.js', members, figure);
	if (value === undefined) return '';
	return way === 'discord.js' || original === undefined
		? format(value)
		: `${format(value)} (${renderLess(1 - value / original)})`;
}

function renderLess(less: number): string {
	return `${less > 0 ? '−' : '+'}${significant(Math.abs(less) * 100)} %`;
}

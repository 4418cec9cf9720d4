import PQueue from 'p-queue';
import { type SidePair, withSide } from '../../../processes/withSide.js';
import { type Way, ways } from '../../bot/Way.js';
import type { Scale } from '../../promises/Scale.js';
import type { MemoryKept } from './MemoryKept.js';

/** Memory does not depend on the time that anything takes, and the chunks of one come too slowly to keep a core busy. */
const AT_A_TIME = 2;

/** Each in a fresh process, over a fresh emulator. */
export async function measureMemory({ sizes, rounds }: Scale, tell: (line: string) => void): Promise<MemoryKept[]> {
	const found: MemoryKept[] = [];
	const queue = new PQueue({ concurrency: AT_A_TIME });
	const plans = sizes.flatMap((members) =>
		Array.from({ length: rounds(members) }, (_, index) =>
			ways.map((way) => ({ way, members, round: index + 1 })),
		).flat(),
	);
	await queue.addAll(
		plans.map((plan) => async () => {
			const kept = await withSide(plan.way, (pair) => measure(plan, pair));
			found.push(kept);
			tell(`${plan.way}, ${plan.members.toLocaleString('en')} members: ${Math.round(kept.bytesPerMember)} bytes each`);
		}),
	);
	return found;
}

async function measure(
	plan: { way: Way; members: number; round: number },
	{ emulator, process }: SidePair,
): Promise<MemoryKept> {
	const target = await emulator.ask('start', { members: plan.members, profile: 'discord' });
	await process.ask('connect', { target });
	const { count, measurements } = await process.ask('fetch', {});
	const { bytesPerMember, peakHeapMb, peakRssMb } = measurements;
	const { digest, rawDigest } = await process.ask('digest', {});
	const truth = await emulator.ask('truth', { guild: target.guild });
	const isRight =
		count === truth.count && digest === truth.digest && (rawDigest ?? truth.rawDigest) === truth.rawDigest;
	return { ...plan, bytesPerMember, peakHeapMb, peakRssMb, isRight };
}

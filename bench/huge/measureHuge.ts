import { withSide } from '../processes/withSide.js';
import { describeSetting } from '../reporting/describeSetting.js';
import { median } from '../reporting/median.js';
import type { HugeReport } from './HugeReport.js';

const SIDE = 'service-standalone';
const SECOND_CALLS = 5;
/** Ten million take minutes, and comparing each of their fields takes longer. */
const DEADLINE_MS = 3_600_000;

/** Fetches a guild of this size once, at the emulator's full speed, and compares every field with the world. */
export function measureHuge(members: number, tell: (line: string) => void): Promise<HugeReport> {
	return withSide(SIDE, async ({ process, emulator }) => {
		const target = await emulator.ask('start', { members });
		await process.ask('connect', { target });
		const { count, measurements } = await process.ask('fetch', {}, DEADLINE_MS);
		tell(`fetched ${count.toLocaleString('en')} in ${Math.round(measurements.wallMs / 1000)} s; comparing`);
		const calls: number[] = [];
		for (let call = 0; call < SECOND_CALLS; call++) calls.push((await process.ask('callAgain', {})).ms);
		const [given, truth] = await Promise.all([
			process.ask('digest', {}, DEADLINE_MS),
			emulator.ask('truth', { guild: target.guild }, DEADLINE_MS),
		]);
		const isRight = count === truth.count && given.rawDigest === truth.rawDigest && given.digest === truth.digest;
		const { wallMs, cpuMs, bytesPerMember, peakHeapMb, peakRssMb, stallMs } = measurements;
		const figures = { wallMs, cpuMs, bytesPerMember, peakHeapMb, peakRssMb, stallMs };
		return { setting: describeSetting([SIDE]), members, isRight, ...figures, secondCallMs: median(calls) };
	});
}

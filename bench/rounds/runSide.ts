import type { Measurements } from '../measuring/Measurements.js';
import type { Changed, Truth } from '../processes/EmulatorCommands.js';
import { type SidePair, withSide } from '../processes/withSide.js';
import type { SideName } from '../sides/index.js';
import type { GuildTarget, Target } from '../sides/Target.js';
import { checkRun } from './checkRun.js';
import { WrongAnswer } from './WrongAnswer.js';

const UPDATES = 10_000;

/** How the right answers are had; they are the same in every world of a size, and reading them is slow. */
export type TellTruth = (emulator: SidePair['emulator'], guild: GuildTarget) => Promise<Truth>;

/**
 * Measures one side once, in a fresh process, over a fresh emulator with the same world as ever.
 *
 * @throws WrongAnswer if the side answers anything but the truth
 */
export function runSide(side: SideName, members: number, tellTruth: TellTruth): Promise<Measurements> {
	return withSide(side, (pair) => measure(side, pair, members, tellTruth));
}

async function measure(side: SideName, pair: SidePair, members: number, tellTruth: TellTruth): Promise<Measurements> {
	const { process, emulator } = pair;
	const target = await emulator.ask('start', { members });
	await process.ask('connect', { target });
	const fetched = await process.ask('fetch', {});
	const read = await process.ask('read', {});
	const objects = await process.ask('readObjects', {});
	const digests = await process.ask('digest', {});
	const bytesAfterReads = await process.ask('keptNow', {});
	const truth = await tellTruth(emulator, target.guild);
	const { changed, seen } = await update(pair, target);
	const { heard, listened } = await updateWithListener(pair, target);
	const streamed = await process.ask('stream', {});
	const fresh = await tellTruth(emulator, target.fresh);
	const wrong = checkRun(
		{
			...{ fetched, read, objects, ...digests },
			...(seen && { changedDigest: seen.digest }),
			...(listened && { heardDigest: listened.digest }),
			streamed,
		},
		{ guild: truth, fresh, changed, heardDigest: heard.heardDigest },
	);
	if (wrong.length > 0) throw new WrongAnswer(`${side} at ${members} members: ${wrong.join('; ')}.`);
	return {
		...fetched.measurements,
		...read.measurements,
		...objects.reads.measurements,
		...objects.cache?.gets.measurements,
		...objects.cache?.walk.measurements,
		...objects.filter?.measurements,
		...streamed?.measurements,
		bytesAfterReads,
		updatesCpuMs: seen?.cpuMs ?? 'n/a',
		...(listened && { listenedCpuMs: listened.cpuMs }),
	};
}

async function update({ process, emulator }: SidePair, target: Target) {
	const isWatching = await process.ask('watch', {});
	const changed: Changed = await emulator.ask('change', { target, count: UPDATES, mark: '' });
	const seen = isWatching ? await process.ask('watched', { ids: changed.ids }) : undefined;
	return { changed, seen };
}

/** The same members once more, while somebody listens. */
async function updateWithListener({ process, emulator }: SidePair, target: Target) {
	const mark = ' again';
	const isListening = await process.ask('listen', { lastNick: target.sentinel.nick + mark });
	const heard: Changed = await emulator.ask('change', { target, count: UPDATES, mark });
	const listened = isListening ? await process.ask('listened', {}) : undefined;
	return { heard, listened };
}

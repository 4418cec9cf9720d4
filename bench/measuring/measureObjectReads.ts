import { setImmediate } from 'node:timers/promises';
import { median } from '../reporting/median.js';
import type { Side } from '../sides/Side.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Measurements, ReadFigure } from './Measurements.js';
import { type ReadName, type Reads, type Surface, surfaces } from './Reads.js';
import { settle } from './settle.js';
import { startTiming } from './startTiming.js';

/** Calls after the first one. */
const LATER = 5;

/** The figures of each question by which its results are checked, and how long each took. */
export interface MeasuredObjectReads {
	/** Each question on each surface: what its calls gave, which is the same thing each time. */
	readonly answers: readonly { readonly surface: Surface; readonly name: ReadName; readonly figure: number }[];
	readonly measurements: Pick<Measurements, ReadFigure>;
}

/** Asks every question of every list that the side has, a first time and again. */
export async function measureObjectReads(side: Side, guild: GuildTarget): Promise<MeasuredObjectReads> {
	const answers: MeasuredObjectReads['answers'][number][] = [];
	const measurements: { [Figure in ReadFigure]?: number } = {};
	for (const surface of surfaces) {
		const open = side.surfaces?.[surface];
		if (!open) continue;
		const names = Object.keys(await open(guild)) as ReadName[];
		for (const name of names) {
			const calls = await callRepeatedly(name, () => open(guild));
			answers.push(...calls.map(({ figure }) => ({ surface, name, figure })));
			const [first = 0, ...later] = calls.map(({ ms }) => ms);
			measurements[`${surface}.${name}.first`] = first;
			measurements[`${surface}.${name}.later`] = median(later);
		}
	}
	return { answers, measurements: measurements as MeasuredObjectReads['measurements'] };
}

/** Each call has a turn of its own, over a list of its own. */
async function callRepeatedly(name: ReadName, open: () => Reads | Promise<Reads>) {
	const calls: { figure: number; ms: number }[] = [];
	await settle();
	for (let call = 0; call <= LATER; call++) {
		const read = (await open())[name];
		if (!read) throw new Error(`There is no read ${name}.`);
		const time = startTiming();
		const { figure } = read();
		const ms = time();
		calls.push({ figure: figure(), ms });
		await setImmediate();
	}
	return calls;
}

import type { Measured } from '../promises/Measured.js';
import { readKept } from './readKept.js';
import { writeKept } from './writeKept.js';

/** Keeps what was measured. It replaces what was kept of the same gain. */
export async function keepMeasured(measured: Measured): Promise<void> {
	const others = (await readKept()).filter(({ gain }) => gain !== measured.gain);
	await writeKept([...others, measured]);
}

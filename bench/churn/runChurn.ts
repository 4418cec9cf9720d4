import { RemoteProcess } from '../processes/RemoteProcess.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import type { ChurnBotCommands, ChurnWorldCommands } from './ChurnCommands.js';

/** How the client of a bot is made. */
export const churnSides = ['discord.js', 'service-roster-cache'] as const;
export type ChurnSide = (typeof churnSides)[number];

/** How long, and how much happens. */
export interface ChurnScale {
	readonly members: number;
	readonly hours: number;
	/** Things that happen in an hour. */
	readonly changes: number;
	/** Every so many hours there is an outage. */
	readonly outageEvery: number;
}

/** Bytes in use after each hour, collected. */
export type ChurnFound = Readonly<Record<ChurnSide, readonly number[]>>;

/**
 * Lets bots live through the same hours, one after the other, without waiting.
 *
 * @throws WrongAnswer if the members of one differ from the world at the end of an hour
 */
export async function runChurn(scale: ChurnScale, tell: (line: string) => void = () => {}): Promise<ChurnFound> {
	const found: [ChurnSide, number[]][] = [];
	for (const side of churnSides) found.push([side, await liveThrough(side, scale, tell)]);
	return Object.fromEntries(found) as unknown as ChurnFound;
}

async function liveThrough(side: ChurnSide, scale: ChurnScale, tell: (line: string) => void): Promise<number[]> {
	const { members, hours, changes, outageEvery } = scale;
	const world = new RemoteProcess<ChurnWorldCommands>('the emulator', new URL('./worldProcess.js', import.meta.url));
	const script = new URL('./botProcess.js', import.meta.url);
	const bot = new RemoteProcess<ChurnBotCommands>(side, script, { args: [side], execArgv: ['--expose-gc'] });
	try {
		await bot.ask('connect', { target: await world.ask('start', { members }) });
		const kept: number[] = [];
		for (let hour = 1; hour <= hours; hour++) {
			const isOutage = hour % outageEvery === 0;
			const { lastNick } = await world.ask('live', { changes, hour, isOutage });
			const { bytes, ...given } = await bot.ask('live', { lastNick, isOutage });
			const truth = await world.ask('truth', {});
			if (given.members !== truth.members || given.digest !== truth.digest) {
				throw new WrongAnswer(`${side}, hour ${hour}: ${given.members} members, and ${truth.members} in the world.`);
			}
			kept.push(bytes);
			tell(`${side}, hour ${hour}: ${(bytes / 1e6).toFixed(2)} MB, ${truth.members} members`);
		}
		return kept;
	} finally {
		await Promise.all([bot.close(), world.close()]);
	}
}

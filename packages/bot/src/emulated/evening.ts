import { MINUTE_MS } from '../clock/index.js';

const BEGINS_MS = 18 * 60 * MINUTE_MS;

/** An action of a member, and its time in epoch milliseconds. */
export interface Deed {
	readonly userId: string;
	readonly at: number;
	readonly voice: 'talks' | 'dozes' | 'leaves' | 'writes';
}

/**
 * One evening of some people, in order of time: the first of them come nearly every day, the last hardly ever.
 *
 * @param midnight - epoch milliseconds at which the day begins
 * @param seed - the same seed makes the same evening
 */
export function evening(people: readonly string[], midnight: number, seed: number): Deed[] {
	const begins = midnight + BEGINS_MS;
	return people
		.flatMap((userId, n) => {
			const chance = (n * 37 + seed * 61) % 100;
			return chance < 95 - (90 * n) / people.length ? visit(userId, begins, chance) : [];
		})
		.sort((one, other) => one.at - other.at);
}

/** Comes within two hours, stays for up to three and is gone before midnight. */
function visit(userId: string, begins: number, chance: number): Deed[] {
	const after = (minutes: number) => begins + minutes * MINUTE_MS;
	const comes = chance + 20 * (chance % 2);
	const stays = 40 + ((chance * 7) % 140);
	const messages = Array.from({ length: chance % 4 }, (_, n) => after(comes + 5 + 9 * n));
	return [
		{ userId, at: after(comes), voice: 'talks' },
		...messages.map((at): Deed => ({ userId, at, voice: 'writes' })),
		...(chance % 5 === 0 ? [{ userId, at: after(comes + stays - 15), voice: 'dozes' } as const] : []),
		{ userId, at: after(comes + stays), voice: 'leaves' },
	];
}

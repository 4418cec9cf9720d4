import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { type GateWait, GateWaits } from './GateWaits.js';
import { TimeSpent } from './TimeSpent.js';

function aWatch() {
	const clock = new VirtualClock();
	const ended: GateWait[] = [];
	const waits = new GateWaits((wait) => ended.push(wait));
	const anOperation = () => {
		const spent = new TimeSpent(clock);
		return { spent, end: waits.follow(spent) };
	};
	return { clock, ended, waits, anOperation };
}

describe('GateWaits', () => {
	it('reports what an operation has waited for, once, when it ends; other time is no wait', async () => {
		const { clock, ended, anOperation } = aWatch();
		const { spent, end } = anOperation();
		for (const kind of ['starts', 'rest', 'places', 'limits', 'gateway'] as const) {
			const stop = spent.begin(kind);
			await clock.advance(100);
			stop();
		}
		expect(ended).toEqual([]);
		end();
		end();
		expect(ended).toEqual([{ own: 200, discord: 100 }]);
	});

	it('reports an operation that did not wait, too', () => {
		const { ended, anOperation } = aWatch();
		anOperation().end();
		expect(ended).toEqual([{ own: 0, discord: 0 }]);
	});

	it('knows the longest wait that runs, and what it is for, until the operation ends', async () => {
		const { clock, waits, anOperation } = aWatch();
		const [short, long] = [anOperation(), anOperation()];
		short.spent.begin('limits');
		long.spent.begin('places');
		await clock.advance(3_000);
		expect(waits.longest('own')).toEqual({ ms: 3_000, kind: 'places' });
		expect(waits.longest('discord')).toEqual({ ms: 3_000, kind: 'limits' });
		long.end();
		expect(waits.longest('own').ms).toBe(0);
	});
});

import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { MemoryBudget } from '../memory/index.js';
import { Outbox } from './Outbox.js';

function anOutbox(budget = new MemoryBudget<Outbox>(1000)) {
	const clock = new ManualClock();
	const outbox = new Outbox(clock, budget);
	const delivered: string[] = [];
	return { clock, outbox, delivered, put: (name: string, lagMs = 0) => outbox.push(() => delivered.push(name), lagMs) };
}

describe('Outbox', () => {
	it('delivers at once if nothing lags', () => {
		const { put, delivered } = anOutbox();
		put('a');
		expect(delivered).toEqual(['a']);
	});

	it('keeps the order if a later delivery lags less', () => {
		const { clock, put, delivered } = anOutbox();
		put('a', 100);
		put('b', 0);
		expect(delivered).toEqual([]);
		clock.advance(99);
		expect(delivered).toEqual([]);
		clock.advance(1);
		expect(delivered).toEqual(['a', 'b']);
	});

	it('holds everything while paused, and delivers it in order afterwards', () => {
		const { outbox, put, delivered } = anOutbox();
		outbox.pause();
		put('a');
		put('b');
		expect(delivered).toEqual([]);
		outbox.resume();
		expect(delivered).toEqual(['a', 'b']);
	});

	it('lets a delivery that another delivery causes wait for its turn', () => {
		const { outbox, delivered } = anOutbox();
		outbox.push(() => {
			outbox.push(() => delivered.push('inner'), 0);
			delivered.push('outer');
		}, 0);
		expect(delivered).toEqual(['outer', 'inner']);
	});

	it('keeps up as long as there is room in all outboxes, or nothing waits here', () => {
		const budget = new MemoryBudget<Outbox>(1000);
		const [one, other] = [anOutbox(budget), anOutbox(budget)];
		const went: string[] = [];
		one.outbox.push(() => {}, 100, 400);
		one.outbox.whenKeepingUp(() => went.push('room'));
		one.outbox.push(() => {}, 200, 400);
		one.outbox.whenKeepingUp(() => went.push('empty'));
		other.outbox.whenKeepingUp(() => went.push('other'));
		expect(went).toEqual(['room', 'other']);
		one.clock.advance(100);
		expect(budget.bytes).toBe(400);
		expect(went).toEqual(['room', 'other']);
		one.clock.advance(100);
		expect(budget.bytes).toBe(0);
		expect(went).toEqual(['room', 'other', 'empty']);
	});

	it('leaves no timer behind when it is cleared', () => {
		const { clock, outbox, put, delivered } = anOutbox();
		put('a', 100);
		outbox.clear();
		expect(clock.pending).toBe(0);
		clock.advance(200);
		expect(delivered).toEqual([]);
	});
});

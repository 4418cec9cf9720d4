import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { Place } from './Place.js';
import { Places } from './Places.js';

const { signal } = new AbortController();

describe('Place', () => {
	it('is free for others while it is given back, and is taken again in their order', async () => {
		const places = new Places(1);
		const [first, second] = [new Place(places), new Place(places)];
		const order: string[] = [];
		await first.take(signal);
		const next = second.take(signal).then(() => order.push('second'));
		first.giveBack();
		const again = first.take(signal).then(() => order.push('first'));
		await next;
		expect([places.takenCount, places.waitingCount]).toEqual([1, 1]);
		second.end();
		await again;
		first.end();
		expect([order, places.takenCount, places.waitingCount, countListeners(signal)]).toEqual([
			['second', 'first'],
			0,
			0,
			0,
		]);
	});

	it('is held once, however often it is taken', async () => {
		const places = new Places(3);
		const place = new Place(places);
		await Promise.all([place.take(signal), place.take(signal)]);
		await place.take(signal);
		await new Promise(setImmediate);
		expect(places.takenCount).toBe(1);
		place.end();
		expect(places.takenCount).toBe(0);
	});

	it('is not taken any more after its end, also by a wait that outlives it', async () => {
		const places = new Places(1);
		const [place, other] = [new Place(places), new Place(places)];
		await place.take(signal);
		place.giveBack();
		await other.take(signal);
		const late = place.take(signal);
		const ended = place.end();
		other.end();
		await Promise.all([late, ended, place.take(signal)]);
		await new Promise(setImmediate);
		expect([places.takenCount, places.waitingCount]).toEqual([0, 0]);
	});

	it('leaves the queue at once when the signal fires', async () => {
		const places = new Places(1);
		const [first, second] = [new Place(places), new Place(places)];
		await first.take(signal);
		const controller = new AbortController();
		const waiting = second.take(controller.signal);
		controller.abort('enough');
		await expect(waiting).rejects.toBe('enough');
		second.end();
		expect([places.takenCount, places.waitingCount, countListeners(controller.signal)]).toEqual([1, 0, 0]);
		first.end();
	});
});

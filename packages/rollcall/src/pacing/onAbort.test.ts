import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countListeners } from '../tests/countListeners.js';
import { onAbort } from './onAbort.js';

describe('onAbort', () => {
	it('puts one listener on a signal for however many wait, and none once all have gone', () => {
		const { signal } = new AbortController();
		const undo = Array.from({ length: 40 }, () => onAbort(signal, () => {}));
		expect(countListeners(signal)).toBe(1);
		for (const stop of undo) stop();
		expect(countListeners(signal)).toBe(0);
	});

	it('calls in the order of the calls, once, and leaves nothing behind', () => {
		const controller = new AbortController();
		const heard: number[] = [];
		for (const number of [1, 2, 3]) onAbort(controller.signal, () => heard.push(number));
		controller.abort();
		controller.signal.dispatchEvent(new Event('abort'));
		expect(heard).toEqual([1, 2, 3]);
		expect(countListeners(controller.signal)).toBe(0);
	});

	it('calls nobody who was undone, also by one who is called before', () => {
		const controller = new AbortController();
		const heard: string[] = [];
		onAbort(controller.signal, () => undo());
		const undo = onAbort(controller.signal, () => heard.push('undone'));
		onAbort(controller.signal, () => heard.push('kept'));
		controller.abort();
		expect(heard).toEqual(['kept']);
	});

	it('counts one function twice if it is given twice', () => {
		const controller = new AbortController();
		let calls = 0;
		const count = () => calls++;
		onAbort(controller.signal, count)();
		onAbort(controller.signal, count);
		onAbort(controller.signal, count);
		controller.abort();
		expect(calls).toBe(2);
	});

	it('calls exactly those who wait, after any sequence of coming and going', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(9), { maxLength: 40 }), (steps) => {
				const controller = new AbortController();
				const undo = new Map<number, () => void>();
				const heard: number[] = [];
				for (const step of steps) {
					const stop = undo.get(step);
					if (stop) {
						stop();
						undo.delete(step);
					} else
						undo.set(
							step,
							onAbort(controller.signal, () => heard.push(step)),
						);
				}
				expect(countListeners(controller.signal)).toBe(Math.min(undo.size, 1));
				controller.abort();
				expect(heard).toEqual([...undo.keys()]);
			}),
		);
	});
});

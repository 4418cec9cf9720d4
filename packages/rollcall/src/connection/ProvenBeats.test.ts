import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ProvenBeats } from './ProvenBeats.js';

describe('ProvenBeats', () => {
	it('believe an acknowledgement when the dispatches before it have had their microtasks', async () => {
		const beats = new ProvenBeats(true);
		beats.note(1_000);
		expect(beats.provenAt).toBeUndefined();
		await setImmediate();
		expect(beats.provenAt).toBe(1_000);
	});

	it('believe one only with the next if dispatches wait for a store', async () => {
		const beats = new ProvenBeats(false);
		beats.note(1_000);
		await setImmediate();
		expect(beats.provenAt).toBeUndefined();
		beats.note(42_250);
		expect(beats.provenAt).toBe(1_000);
	});

	it('never go back', () => {
		const beats = new ProvenBeats(false);
		for (const sentAt of [5, 3, 4]) beats.note(sentAt);
		expect(beats.provenAt).toBe(5);
	});
});

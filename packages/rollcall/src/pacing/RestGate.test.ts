import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../tests/VirtualClock.js';
import { RestGate } from './RestGate.js';

describe('RestGate', () => {
	it('is open at first, and shut for as long as the latest word says', async () => {
		const clock = new VirtualClock();
		const gate = new RestGate(clock);
		expect(gate.waitMs).toBe(0);
		gate.refused(5_000);
		await clock.advance(1_000);
		gate.refused(500);
		expect(gate.waitMs).toBe(4_000);
		gate.refused(9_000.2);
		expect(gate.waitMs).toBe(9_001);
		await clock.advance(9_001);
		expect(gate.waitMs).toBe(0);
	});

	it('is not moved by a time that is no number', () => {
		const gate = new RestGate(new VirtualClock());
		gate.refused(Number.NaN);
		expect(gate.waitMs).toBe(0);
	});
});

import { describe, expect, it } from 'vitest';
import { examine } from './examine.js';
import { anEmulator } from './rollcall.js';

// It waits in the time of the machine for what does not come.
describe('rollcall doctor', () => {
	it('finds that the gateway does not send the guild', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		stage.guild.outage();
		const { code, of } = await examine(stage);
		expect([code, of('gateway'), of('chunk')?.verdict]).toEqual([
			1,
			expect.objectContaining({ verdict: 'failed', cure: expect.stringContaining('outage') }),
			'skipped',
		]);
	});

	it('finds a chunk that does not come', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }] });
		stage.emulator.faults.add({ on: 'memberRequest', full: false, silence: true });
		const { code, of } = await examine(stage);
		expect([code, of('chunk')]).toEqual([
			1,
			expect.objectContaining({ verdict: 'failed', cure: expect.stringContaining('Try again in a minute') }),
		]);
	});
});

import fc from 'fast-check';
import type { DiscordEmulator } from 'rollcall-emulator';
import { DiscordEmulator as Emulator } from 'rollcall-emulator';
import { expect, inject, it } from 'vitest';
import { identifyAtOnce } from './identifyAtOnce.js';
import { rollcall } from './rollcall.js';

type Fault = Parameters<DiscordEmulator['faults']['add']>[0];

/** A run waits for several silences. */
const RUNS = inject('depth') > 1 ? 10 * inject('depth') : 4;
const forEver = Number.POSITIVE_INFINITY;
const actions = ['cutResumable', 'cutFatal', 'invalidSession', 'reconnect', 'skipSequence'] as const;

/** What goes wrong: the answer of the gateway, what happens in the middle of it, or REST. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({
		on: fc.constant('memberRequest' as const),
		full: fc.constant(true),
		lose: fc.constantFrom('first' as const, 'last' as const),
		times: fc.constantFrom(1, forEver),
	}),
	fc.record({
		on: fc.constant('memberRequest' as const),
		full: fc.constant(true),
		order: fc.constantFrom('reverse' as const, 'shuffle' as const),
	}),
	fc.record({
		on: fc.constant('memberRequest' as const),
		full: fc.constant(true),
		silence: fc.constant(true),
		times: fc.constantFrom(1, forEver),
	}),
	fc.record({
		on: fc.constant('memberRequest' as const),
		full: fc.constant(true),
		cut: fc.constant('random' as const),
	}),
	fc.record({
		on: fc.constant('memberRequest' as const),
		full: fc.constant(true),
		after: fc.record({ chunks: fc.integer({ min: 1, max: 2 }), do: fc.constantFrom(...actions) }),
	}),
	fc.record({
		on: fc.constant('rest' as const),
		route: fc.constant('listMembers'),
		status: fc.constant(503),
		times: fc.constantFrom(1, forEver),
	}),
	fc.record({
		on: fc.constant('rest' as const),
		route: fc.constant('listMembers'),
		shortPage: fc.constant(400),
		times: fc.constantFrom(1, forEver),
	}),
);

const world = fc.record({
	faults: fc.array(fault, { maxLength: 3 }),
	/** Of the members who leave after so many chunks. */
	leavers: fc.uniqueArray(fc.nat(1_100), { maxLength: 4 }),
});

it('An export that ends with 0 has exactly the members of the guild; any other says that it has not', async () => {
	identifyAtOnce();
	const codes = new Set<number>();
	await fc.assert(
		fc.asyncProperty(world, async ({ faults, leavers }) => {
			const emulator = new Emulator({ guilds: [{ members: 1_200 }], gateway: { chunkSize: 200 } });
			await emulator.start();
			try {
				const guild = emulator.world.guild();
				const leave = () => {
					for (const index of leavers) guild.leave(guild.memberAt(index).user.id);
				};
				for (const each of faults) emulator.faults.add(each);
				emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 3, do: leave } });
				const argv = ['export', guild.id, '--format', 'json', '--fields', 'id', '--partial', '--quiet'];
				const env = { DISCORD_TOKEN: emulator.token };
				const { code, out, last } = await rollcall([...argv, '--api', emulator.restUrl], { env });
				codes.add(code);
				if (code === 3) expect(last).toMatch(/^NOT COMPLETE: /);
				else if (code === 1) expect(out).toBe('');
				else {
					const ids = (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
					expect(ids.sort()).toEqual([...guild.members()].map(({ user }) => user.id).sort());
				}
			} finally {
				await emulator.stop();
			}
		}),
		// The first run has something to write.
		{ numRuns: RUNS, examples: [[{ faults: [], leavers: [5] }]] },
	);
	expect(codes).toContain(0);
});

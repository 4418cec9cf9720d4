import { describe, expect, it } from 'vitest';
import type { BotGuild, IBotGates, RestTurn } from '../interfaces/IBotGates.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { BotGate } from './BotGate.js';
import { GuildGate } from './GuildGate.js';

/** Gates whose answers a test gives, and what they were told. */
class ScriptedGates implements IBotGates {
	readonly trouble = undefined;
	readonly told: unknown[] = [];
	readonly looks = new Set<(waitMs: number) => void>();
	answer: (waitMs: number) => void = () => {};

	takeWindow(guild: BotGuild, ms: number): Promise<number> {
		this.told.push(['take', guild, ms]);
		return new Promise((resolve) => {
			this.answer = resolve;
		});
	}

	shutWindow(_guild: BotGuild, ms: number): void {
		this.told.push(['shut', ms]);
	}

	correctWindow(_guild: BotGuild, ms: number): void {
		this.told.push(['correct', ms]);
	}

	watchWindow(_guild: BotGuild, onLook: (waitMs: number) => void): () => void {
		this.looks.add(onLook);
		return () => this.looks.delete(onLook);
	}

	async takeTurn(): Promise<RestTurn> {
		return { isTaken: false, waitMs: 7 };
	}

	tellAnswer(guild: BotGuild, route: string): void {
		this.told.push(['answer', guild, route]);
	}
}

function aGate(botId: () => string = () => '1') {
	const clock = new VirtualClock();
	const gates = new ScriptedGates();
	const own = new GuildGate(clock);
	const gate = new BotGate(() => own, '2', { gates, botId });
	return { clock, gates, own, gate };
}

describe('the gate of a guild for all processes of a bot', () => {
	it('is asked for where it is kept, and shut for this process meanwhile', async () => {
		const { gate, gates } = aGate();
		const taking = gate.take(30_000);
		expect(await Promise.all([gate.take(30_000), gate.waitMs])).toEqual([false, 30_000]);
		gates.answer(0);
		expect(await taking).toBe(true);
		expect(gates.told).toEqual([['take', { botId: '1', guildId: '2' }, 30_000]]);
	});

	it('is shut for as long as another process has it', async () => {
		const { gate, gates, clock } = aGate();
		const taking = gate.take(30_000);
		gates.answer(12_000);
		expect([await taking, gate.waitMs]).toEqual([false, 12_000]);
		await clock.advance(12_000);
		expect(gate.waitMs).toBe(0);
	});

	it('opens as soon as the other process gives it up, and no earlier than this process knows', async () => {
		const { gate, gates, clock } = aGate();
		gate.shutFor(5_000);
		const waiting = gate.wait(new AbortController().signal).then(() => clock.now());
		const tell = (waitMs: number) => {
			for (const onLook of gates.looks) onLook(waitMs);
		};
		tell(30_000);
		await clock.advance(1_000);
		expect(gate.waitMs).toBe(29_000);
		tell(0);
		expect(gate.waitMs).toBe(4_000);
		expect(await clock.runUntil(waiting, 4_000)).toBe(5_000);
		expect(gates.looks.size).toBe(0);
	});

	it('stops looking when the wait is given up', async () => {
		const { gate, gates, clock } = aGate();
		gate.shutFor(5_000);
		const over = new AbortController();
		const waiting = gate.wait(over.signal);
		over.abort('enough');
		await expect(waiting).rejects.toBe('enough');
		expect([gates.looks.size, clock.pendingCount]).toEqual([0, 0]);
	});

	it('is not taken if Discord refuses a request before the answer, and is given back', async () => {
		const { gate, gates } = aGate();
		const taking = gate.take(30_000);
		gate.refused(8_000);
		gates.answer(0);
		expect([await taking, gate.waitMs]).toEqual([false, 8_000]);
		expect(gates.told.slice(1)).toEqual([
			['shut', 8_000],
			['correct', 8_000],
		]);
	});

	it('passes on what Discord says: of its own request as it is, of another one as the least', () => {
		const { gate, gates } = aGate();
		gate.shutFor(30_000);
		gate.refused(20_000, true);
		gate.refused(10_000);
		expect(gates.told).toEqual([
			['shut', 30_000],
			['correct', 20_000],
			['shut', 10_000],
		]);
		expect(gate.waitMs).toBe(10_000);
	});

	it('is this process’s own, at once, until the bot is known', () => {
		const { gate, gates } = aGate(() => '');
		expect(gate.take(30_000)).toBe(true);
		gate.refused(0, true);
		expect([gate.turns, gates.told]).toEqual([undefined, []]);
	});

	it('is this process’s own, at once, if nothing is shared', () => {
		const own = new GuildGate(new VirtualClock());
		const gate = new BotGate(() => own, '2');
		expect([gate.take(30_000), gate.take(30_000), gate.turns]).toEqual([true, false, undefined]);
	});

	it('has the turns of REST of its guild', async () => {
		const { gate, gates } = aGate();
		expect(await gate.turns?.take('pages')).toEqual({ isTaken: false, waitMs: 7 });
		gate.turns?.tell('pages', { status: 200 });
		expect(gates.told).toEqual([['answer', { botId: '1', guildId: '2' }, 'pages']]);
	});
});

import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/index.js';
import { World } from '../../world/index.js';
import { Interactions } from './Interactions.js';

function someInteractions() {
	const clock = new ManualClock();
	const world = new World({ seed: 1, guilds: [{ members: 5 }] }, [], clock);
	const interactions = new Interactions(world, clock, 1, { interactions: 100, fileBytes: 1000 });
	const send = () => interactions.send({ botId: '1', data: { id: '1', name: 'ping', type: 1 } });
	const isKnown = (sent: ReturnType<typeof send>) => interactions.byToken(sent.data.token) === sent;
	return { clock, send, isKnown };
}

const aFile = (length: number) => ({ name: 'a', type: '', bytes: new Uint8Array(length) });
const reply = (files: ReturnType<typeof aFile>[]) => ({ kind: 'edit', body: {}, files }) as const;

describe('Interactions', () => {
	it('are forgotten after an hour, or if there are too many, the oldest first', () => {
		const { clock, send, isKnown } = someInteractions();
		const all = Array.from({ length: 110 }, send);
		expect(all.map(isKnown).indexOf(true)).toBe(10);
		clock.advance(3_600_001);
		send();
		expect(all.filter(isKnown)).toEqual([]);
	});

	it('are forgotten if they have too many bytes of files; a file that stays through edits counts once', () => {
		const { send, isKnown } = someInteractions();
		const [first, second, third] = [send(), send(), send()];
		const file = aFile(400);
		for (let edit = 0; edit < 10; edit++) first.record(reply([file]));
		second.record(reply([aFile(300), aFile(300)]));
		send();
		expect([first, second, third].map(isKnown)).toEqual([true, true, true]);
		third.record(reply([aFile(1)]));
		send();
		expect([first, second, third].map(isKnown)).toEqual([false, true, true]);
		first.record(reply([aFile(1000)]));
		send();
		expect([second, third].map(isKnown)).toEqual([true, true]);
	});
});

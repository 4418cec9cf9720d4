import { ManualClock } from 'rollcall-emulator';
import { expect, it } from 'vitest';
import { SpacedChanges } from './SpacedChanges.js';

const MINUTE = 60_000;

function stage() {
	const clock = new ManualClock();
	const changes = new SpacedChanges(clock);
	const said: string[] = [];
	const turns = (words: string, key = 'a') =>
		changes.tell(key, { isBad: words.startsWith('bad'), say: (held) => void said.push(`${words} ${held}`) });
	return { clock, changes, said, turns };
}

it('Says once that something is bad, and once that it is over, however long it takes', () => {
	const { clock, said, turns } = stage();
	turns('good');
	turns('bad');
	clock.advance(60 * MINUTE);
	turns('good');
	expect(said).toEqual(['bad 0', 'good 0']);
	expect(clock.pending).toBe(0);
	turns('bad');
	turns('good');
	expect(said.slice(2)).toEqual(['bad 0', 'good 0']);
});

it('Sums up what goes on changing, every five minutes, and ends with the state that it is in', () => {
	const { clock, said, turns } = stage();
	for (let second = 0; second < 600; second++) {
		turns(second % 2 === 0 ? 'bad' : 'good');
		clock.advance(1_000);
	}
	clock.advance(10 * MINUTE);
	expect(said).toEqual(['bad 0', 'good 0', 'good 298', 'good 300']);
});

it('A change of what is bad is told after five minutes, and each thing has its own time', () => {
	const { clock, said, turns } = stage();
	turns('bad');
	turns('bad, too', 'b');
	turns('bad otherwise');
	expect(said).toEqual(['bad 0', 'bad, too 0']);
	clock.advance(5 * MINUTE);
	expect(said.at(-1)).toBe('bad otherwise 1');
});

it('Says nothing of what is gone, and leaves no timer', () => {
	const { clock, changes, said, turns } = stage();
	for (const words of ['bad', 'good', 'bad']) turns(words);
	changes.forget('a');
	for (const words of ['bad', 'good', 'bad']) turns(words, 'b');
	changes.stop();
	expect(clock.pending).toBe(0);
	clock.advance(60 * MINUTE);
	expect(said).toHaveLength(4);
});

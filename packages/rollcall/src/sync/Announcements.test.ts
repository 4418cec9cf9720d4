import { expect, it } from 'vitest';
import { Announcements } from './Announcements.js';

/** An observer that notes what it is told, and throws once if it is to. */
function anObserver(failsAt = Number.NaN) {
	const told: string[] = [];
	const onStatus = (guildId: string) => {
		if (told.push(guildId) === failsAt) throw new RangeError('mine');
	};
	return { told, observer: { isWatching: true, onMember() {}, onStatus } };
}

const GONE = { status: 'none', size: 0 } as const;

it('announcements come in order when all of a change is made', () => {
	const announcements = new Announcements();
	const { told, observer } = anObserver();
	const { onStatus } = announcements.to(observer);
	announcements.settle(() => {
		onStatus('a', GONE);
		announcements.settle(() => onStatus('b', GONE));
		expect(told).toEqual([]);
	});
	expect(told).toEqual(['a', 'b']);
});

it('an observer that throws silences none that comes later', () => {
	const announcements = new Announcements();
	const { told, observer } = anObserver(1);
	const { onStatus } = announcements.to(observer);
	expect(() => onStatus('a', GONE)).toThrow('mine');
	onStatus('b', GONE);
	expect(told).toEqual(['a', 'b']);
});

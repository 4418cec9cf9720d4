import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import type { MemberFetchEvents, RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import { SafeEmitter } from './SafeEmitter.js';

const CHANGE: RosterStatusChange = { guildId: '1', status: 'none', size: 0 };

function warnings(): string[] {
	const heard: string[] = [];
	const onWarning = ({ name, message }: Error) => name === 'RollcallWarning' && heard.push(message);
	process.on('warning', onWarning);
	onTestFinished(() => void process.off('warning', onWarning));
	return heard;
}

describe('SafeEmitter', () => {
	it('types its events itself, so that no version of @types/node can make of it what its interface is not', () => {
		type Typed = SafeEmitter<string>;
		expectTypeOf<Parameters<Typed['on'] | Typed['once'] | Typed['off']>[0]>().toEqualTypeOf<
			keyof MemberFetchEvents<string>
		>();
	});

	it('calls each listener in its order, one of `once` once, and says whether there was any', () => {
		const emitter = new SafeEmitter<string>();
		const heard: unknown[] = [];
		const first = (...args: unknown[]) => heard.push(['first', ...args]);
		emitter.on('guildMemberUpdate', first);
		emitter.once('guildMemberUpdate', (...args) => heard.push(['once', ...args]));
		expect(emitter.emit('guildMemberUpdate', 'a', 'b')).toBe(true);
		expect(emitter.emit('guildMemberUpdate', 'b', 'c')).toBe(true);
		emitter.off('guildMemberUpdate', first);
		expect(emitter.emit('guildMemberUpdate', 'c', 'd')).toBe(false);
		expect(heard).toEqual([
			['first', 'a', 'b'],
			['once', 'a', 'b'],
			['first', 'b', 'c'],
		]);
	});

	it.each([
		['rejects with', () => Promise.reject(new RangeError('mine')), 'RangeError: mine'],
		[
			'throws',
			() => {
				throw new RangeError('mine');
			},
			'RangeError: mine',
		],
		[
			'throws, though it is no error',
			() => {
				throw 'a text';
			},
			'a text',
		],
	])('warns of what a listener %s, and calls the others', async (_, listener, text) => {
		const emitter = new SafeEmitter<string>();
		const warned = warnings();
		const heard: RosterStatusChange[] = [];
		emitter.on('rosterStatusChange', listener);
		emitter.on('rosterStatusChange', (change) => heard.push(change));
		emitter.emit('rosterStatusChange', CHANGE);
		await new Promise((resolve) => setImmediate(resolve));
		expect(heard).toEqual([CHANGE]);
		expect(warned).toEqual([expect.stringMatching(new RegExp(`^A listener of rosterStatusChange failed. ${text}`))]);
	});
});

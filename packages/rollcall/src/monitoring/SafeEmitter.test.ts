import { errorMonitor, once } from 'node:events';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { MemberFetchEvents, RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import { hearWarnings } from '../tests/warningsOf.js';
import { EVENT_NAMES } from './checkEventName.js';
import { SafeEmitter } from './SafeEmitter.js';

const CHANGE: RosterStatusChange = { guildId: '1', status: 'none', size: 0 };

describe('SafeEmitter', () => {
	it('types its events itself, so that it fits its interface with every version of @types/node', () => {
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
	])('warns if a listener %s, and calls the others', async (_, listener, text) => {
		const emitter = new SafeEmitter<string>();
		const warned = hearWarnings();
		const heard: RosterStatusChange[] = [];
		emitter.on('rosterStatusChange', listener);
		emitter.on('rosterStatusChange', (change) => heard.push(change));
		emitter.emit('rosterStatusChange', CHANGE);
		await new Promise((resolve) => setImmediate(resolve));
		expect(heard).toEqual([CHANGE]);
		expect(warned).toEqual([expect.stringMatching(new RegExp(`^A listener of rosterStatusChange failed. ${text}`))]);
	});

	const METHODS = [
		'on',
		'once',
		'off',
		'addListener',
		'removeListener',
		'prependListener',
		'prependOnceListener',
	] as const;

	it.each(METHODS)('refuses a name that it does not know in %s, and names the nearest', (method) => {
		const emitter = new SafeEmitter<string>();
		const listen = (name: unknown) => () => emitter[method](name as 'guildMemberAdd', () => {});
		expect(listen('guildMemberadd')).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
		expect(listen('guildMemberadd')).toThrow('got guildMemberadd. Did you mean guildMemberAdd?');
		expect(listen('guildMembersUpdate')).toThrow('Did you mean guildMemberUpdate?');
		for (const name of ['ready', undefined, Symbol('mine'), '']) {
			expect(listen(name)).toThrow(
				`event: expected one of guildMemberAdd, guildMemberRemove, guildMemberUpdate, rosterStatusChange, got ${String(name)}.`,
			);
		}
		expect(emitter.eventNames()).toEqual([]);
	});

	it.each(METHODS)('takes in %s the names that it knows, and those of every emitter', (method) => {
		const emitter = new SafeEmitter<string>();
		for (const name of [...EVENT_NAMES, 'newListener', 'removeListener', 'error', errorMonitor])
			expect(() => emitter[method](name as 'guildMemberAdd', () => {})).not.toThrow();
	});

	it('works with what Node offers for emitters', async () => {
		const emitter = new SafeEmitter<string>();
		const heard = once(emitter, 'guildMemberAdd');
		emitter.emit('guildMemberAdd', 'a');
		expect(await heard).toEqual(['a']);
		expect(emitter.eventNames()).toEqual([]);
	});
});

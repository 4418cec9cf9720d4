import { EventEmitter } from 'node:events';
import type { MemberFetchEvents } from '../interfaces/MemberFetchEvents.js';
import { checkEventName } from './checkEventName.js';

type AnyListener = (...args: unknown[]) => unknown;
type Listener<Member, Name extends keyof MemberFetchEvents<Member>> = (
	...args: MemberFetchEvents<Member>[Name]
) => void;

/**
 * An EventEmitter that goes on if a listener throws or rejects: the error becomes a process warning
 * (`RollcallWarning`), and the other listeners are called. An event may be emitted in the middle of reading a socket.
 * Names of no event of the service are refused.
 *
 * @typeParam Member - what a member is to listeners
 */
export class SafeEmitter<Member> extends EventEmitter {
	// The types of EventEmitter differ between versions of @types/node; with some, the service would not fit
	// IMemberFetchService.
	override on<Name extends keyof MemberFetchEvents<Member>>(event: Name, listener: Listener<Member, Name>): this {
		checkEventName(event);
		return super.on(event, listener as AnyListener);
	}

	override once<Name extends keyof MemberFetchEvents<Member>>(event: Name, listener: Listener<Member, Name>): this {
		checkEventName(event);
		return super.once(event, listener as AnyListener);
	}

	override off<Name extends keyof MemberFetchEvents<Member>>(event: Name, listener: Listener<Member, Name>): this {
		checkEventName(event);
		return super.off(event, listener as AnyListener);
	}

	override addListener<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: Listener<Member, Name>,
	): this {
		checkEventName(event);
		return super.addListener(event, listener as AnyListener);
	}

	override removeListener<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: Listener<Member, Name>,
	): this {
		checkEventName(event);
		return super.removeListener(event, listener as AnyListener);
	}

	override prependListener<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: Listener<Member, Name>,
	): this {
		checkEventName(event);
		return super.prependListener(event, listener as AnyListener);
	}

	override prependOnceListener<Name extends keyof MemberFetchEvents<Member>>(
		event: Name,
		listener: Listener<Member, Name>,
	): this {
		checkEventName(event);
		return super.prependOnceListener(event, listener as AnyListener);
	}

	override emit(event: string | symbol, ...args: unknown[]): boolean {
		const listeners = this.rawListeners(event) as AnyListener[];
		for (const listener of listeners) this.#call(listener, String(event), args);
		return listeners.length > 0;
	}

	#call(listener: AnyListener, event: string, args: unknown[]): void {
		try {
			Promise.resolve(listener.apply(this, args)).catch((error) => warn(event, error));
		} catch (error) {
			warn(event, error);
		}
	}
}

function warn(event: string, error: unknown): void {
	const text = error instanceof Error ? error.stack : String(error);
	process.emitWarning(`A listener of ${event} failed. ${text}`, 'RollcallWarning');
}

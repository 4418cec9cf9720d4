import type { RawMember } from '../../interfaces/ITransport.js';
import type { ScannedMembers } from '../columns/ScannedMembers.js';

const unread = new WeakMap<object, ScannedMembers>();

/**
 * Gives a payload its `members`, which are objects as soon as somebody reads them. From then on the property is like any
 * other, and what its readers do with it is seen by all.
 */
export function attachMembers(payload: object, members: ScannedMembers): void {
	let parsed: readonly RawMember[] | undefined;
	const settle = (value: unknown) => {
		unread.delete(payload);
		// Somebody may have frozen the payload.
		Reflect.defineProperty(payload, 'members', { value, writable: true, enumerable: true, configurable: true });
	};
	unread.set(payload, members);
	Object.defineProperty(payload, 'members', {
		enumerable: true,
		configurable: true,
		get() {
			if (parsed) return parsed;
			parsed = members.parse();
			settle(parsed);
			return parsed;
		},
		set: settle,
	});
}

/** The scanned members of a payload, if nobody has read or replaced them. */
export function unreadMembers(payload: object): ScannedMembers | undefined {
	return unread.get(payload);
}

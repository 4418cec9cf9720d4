import { errorMonitor } from 'node:events';
import { closestKey } from '../config/closestKey.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import type { MemberFetchEvents } from '../interfaces/MemberFetchEvents.js';

const EVENTS = {
	guildMemberAdd: true,
	guildMemberRemove: true,
	guildMemberUpdate: true,
	rosterStatusChange: true,
} satisfies Record<keyof MemberFetchEvents<unknown>, true>;

/** Names of the service's events; see {@link MemberFetchEvents}. */
export const EVENT_NAMES: readonly string[] = Object.keys(EVENTS);
/** Events of every emitter. The service never emits `error`, but `events.once(service, …)` listens for it. */
const OF_EVERY_EMITTER: readonly unknown[] = ['newListener', 'removeListener', 'error', errorMonitor];

/** Throws if the service has no event of this name, since the listener would never be called. */
export function checkEventName(name: unknown): void {
	if (EVENT_NAMES.includes(name as string) || OF_EVERY_EMITTER.includes(name)) return;
	const meant = typeof name === 'string' ? closestKey(name, EVENT_NAMES) : undefined;
	const cure = meant === undefined ? '' : ` Did you mean ${meant}?`;
	const message = `event: expected one of ${EVENT_NAMES.join(', ')}, got ${String(name)}.${cure}`;
	throw new MemberFetchError('INVALID_ARGUMENT', message);
}

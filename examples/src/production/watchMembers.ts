import type { IMemberFetchService } from 'rollcall';
import { alarmsOf } from './alarmsOf.js';

/** Looks once a minute, and tells what is wrong. @returns what ends it */
export function watchMembers(service: IMemberFetchService, tell: (alarm: string) => void): () => void {
	let before = service.getStatistics();
	const timer = setInterval(async () => {
		const last = before;
		before = service.getStatistics();
		for (const alarm of await alarmsOf(service, last)) tell(alarm);
	}, 60_000);
	timer.unref(); // a bot that is told to end waits for nothing
	return () => clearInterval(timer);
}

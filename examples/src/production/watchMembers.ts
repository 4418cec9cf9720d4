import type { IMemberFetchService } from 'rollcall';
import { alarmsOf } from './alarmsOf.js';

/** Looks once a minute, and tells you what is wrong. @returns a function that ends it */
export function watchMembers(service: IMemberFetchService, tell: (alarm: string) => void): () => void {
	let before = service.getStatistics();
	const timer = setInterval(async () => {
		const last = before;
		before = service.getStatistics();
		for (const alarm of await alarmsOf(service, last)) tell(alarm);
	}, 60_000);
	timer.unref(); // keeps no bot alive that wants to exit
	return () => clearInterval(timer);
}

import type { Crowd } from './EmulatorReport.js';
import { withGuild } from './withGuild.js';

/** Lets many sessions ask for all members of one guild at once, and counts the distinct members that each got. */
export function measureCrowd(sessions: number, members: number): Promise<Crowd> {
	return withGuild('emulator', members, async ({ guild, client, server }) => {
		const { counts, strangers, wallMs } = await client.ask('fetch', { ...guild, sessions, zlibStream: false });
		const { peakRss } = await server.ask('usage', {});
		const areComplete = strangers === 0 && counts.every((count) => count === members);
		return { sessions, members, areComplete, peakRssMb: peakRss / 1e6, seconds: wallMs / 1_000 };
	});
}

import { describe, expect, it } from 'vitest';
import { SystemClock } from '../pacing/SystemClock.js';
import { setStage } from './stage.js';

const CHUNKS = 16;
const CHUNK_SIZE = 50;
/** Longer than any silence that the pace of these chunks allows. */
const STALL_MS = 1_500;

/** Keeps the event loop busy, as the work of a bot may. */
function block(ms: number): void {
	const until = performance.now() + ms;
	while (performance.now() < until);
}

describe('a bot that keeps its event loop busy', () => {
	it.each([CHUNKS - 2, 7, 0])('takes no chunk for lost that came meanwhile, after chunk %i', async (after) => {
		const { service, guild, client } = await setStage({
			members: CHUNKS * CHUNK_SIZE,
			emulator: {
				guilds: [{ members: CHUNKS * CHUNK_SIZE }],
				gateway: { chunkSize: CHUNK_SIZE, membersPerSecond: CHUNK_SIZE * 50 },
			},
			config: { timeouts: { chunkIdle: 1_000 } },
			clock: new SystemClock(),
		});
		client.on('raw', ({ t, d }: { t: string; d: { chunk_index: number } }) => {
			if (t === 'GUILD_MEMBERS_CHUNK' && d.chunk_index === after) setImmediate(() => block(STALL_MS));
		});
		const { metadata } = await service.fetchGuildMembers(guild);
		expect(metadata).toMatchObject({ complete: true, fallbackUsed: false, retryCount: 0, requests: { gateway: 1 } });
	});
});

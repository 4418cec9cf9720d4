import { describe, expect, it } from 'vitest';
import { ShardState } from './ShardState.js';

/** A shard whose session is established. */
function aLiveShard(): ShardState {
	const shard = new ShardState();
	shard.take('READY', 1);
	return shard;
}

describe('ShardState', () => {
	it('is live from READY to the close, and again from RESUMED', () => {
		const shard = aLiveShard();
		expect(shard).toMatchObject({ isAnnounced: true, isLive: true, sequence: 1 });
		expect(shard.close(1_006)).toBe('cut');
		shard.take('GUILD_MEMBER_ADD', 2);
		expect(shard).toMatchObject({ isLive: false, sequence: 2 });
		shard.take('RESUMED', 3);
		expect(shard.isLive).toBe(true);
	});

	it('is not live in a session whose READY nobody saw, since its guilds are not known', () => {
		const shard = new ShardState();
		shard.take('RESUMED', 41);
		expect(shard).toMatchObject({ isAnnounced: false, isLive: false });
	});

	it('is announced when READY is about to come, and live when it is there', () => {
		const shard = new ShardState();
		shard.awaitReady();
		expect(shard).toMatchObject({ isAnnounced: true, isLive: false });
	});

	it('is cut once, however many sockets fail while it reconnects', () => {
		const shard = aLiveShard();
		expect([1_006, 1_006, 4_200].map((code) => shard.close(code))).toEqual(['cut', 'known', 'known']);
	});

	it.each([4_004, 4_010, 4_011, 4_012, 4_013, 4_014])('ends with %i, live or not', (code) => {
		expect(aLiveShard().close(code)).toBe('end');
		expect(new ShardState().close(code)).toBe('end');
	});

	it('takes no heartbeat of a socket that has not resumed yet, nor one that was never sent', () => {
		const shard = aLiveShard();
		shard.beat(1_000);
		shard.beat(-1);
		shard.close(1_006);
		shard.beat(2_000);
		expect(shard.heartbeatAt).toBe(1_000);
		shard.take('RESUMED', 2);
		shard.beat(3_000);
		expect(shard.heartbeatAt).toBe(3_000);
	});

	it('is not live while it resumes on an open socket, reports that once, and takes no heartbeat meanwhile', () => {
		const shard = aLiveShard();
		expect([shard.resume(), shard.resume()]).toEqual([true, false]);
		shard.beat(1_000);
		expect(shard).toMatchObject({ isLive: false, heartbeatAt: undefined });
		expect(shard.close(1_006)).toBe('known');
		shard.take('RESUMED', 2);
		expect(shard.isLive).toBe(true);
	});
});

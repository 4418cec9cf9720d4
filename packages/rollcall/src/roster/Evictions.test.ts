import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { because } from '../errors/because.js';
import type { GuildState } from '../sync/GuildState.js';
import { aRoster, heldRosters } from '../tests/heldRosters.js';
import { warningsOf } from '../tests/warningsOf.js';

describe('constant eviction', () => {
	/** Three guilds that are used in turn, with room for two. */
	const aRound = (given: Partial<CacheConfig> = {}) => {
		const stage = heldRosters({ maxCacheSize: 2, ...given });
		let config: CacheConfig = { ...DEFAULT_CONFIG.cache, maxCacheSize: 2, ...given };
		const guilds = [stage.a, stage.b, stage.c];
		let turn = 0;
		/** Uses this many guilds in turn, each from memory if it is held. */
		const use = (times: number, isForced = false) => {
			for (let index = 0; index < times; index++) {
				const guild = guilds[turn++ % guilds.length] as GuildState;
				if (guild.roster) stage.rosters.touch(guild);
				else stage.fetch(guild, { isForced });
			}
		};
		const change = (patch: Partial<CacheConfig>) => {
			config = { ...config, ...patch };
			stage.change(patch);
		};
		return { ...stage, use, change, found: () => stage.rosters.evictions.constant(config) };
	};

	it('is found when five of the last fetches were for rosters that were evicted while true, with the room that avoids them', async () => {
		const { use, found, b } = aRound();
		use(7); // the first three are no returns
		expect(found()).toBeUndefined();
		expect(await warningsOf(() => use(1))).toHaveLength(1);
		const bytes = (b.roster?.bytes ?? 0) * 3; // all are as large
		expect(found()).toEqual({ fetches: 8, returns: 5, needed: { guilds: 3, bytes } });
		use(100);
		expect(found()).toMatchObject({ fetches: 20, returns: 20 });
	});

	it('is found in bytes as well, and names what a roster has grown to', async () => {
		const { clock, a } = heldRosters();
		const { bytes } = aRoster(a, 1, clock);
		const { use, found } = aRound({ maxCacheSize: 100, maxBytes: bytes * 2 });
		expect(await warningsOf(() => use(9))).toHaveLength(1);
		expect(found()).toMatchObject({ returns: 6, needed: { guilds: 3, bytes: bytes * 3 } });
	});

	it('is found however much time lies between the uses', async () => {
		const { use, found, clock } = aRound();
		const warnings = await warningsOf(async () => {
			for (let index = 0; index < 8; index++) {
				use(1);
				await clock.advance(DEFAULT_CONFIG.cache.cleanupInterval);
			}
		});
		expect(warnings).toHaveLength(1);
		expect(found()).toMatchObject({ fetches: 8, returns: 5 });
	});

	it('is over at once when the bounds are raised to what was named, and nothing returns then', async () => {
		const { use, found, change } = aRound();
		expect(await warningsOf(() => use(20))).toHaveLength(1);
		change({ maxCacheSize: found()?.needed.guilds ?? 0 });
		expect(found()).toBeUndefined();
		use(100);
		expect(found()).toBeUndefined();
	});

	it('is not found if everything fits, nor in fetches that are forced, nor after rosters were cleared', () => {
		const roomy = aRound({ maxCacheSize: 3 });
		roomy.use(30);
		expect(roomy.found()).toBeUndefined();
		const forced = aRound();
		forced.use(30, true);
		expect(forced.found()).toBeUndefined();
		const cleared = aRound();
		for (let index = 0; index < 30; index++) {
			cleared.use(1);
			cleared.rosters.clear();
		}
		expect(cleared.found()).toBeUndefined();
	});

	it('is not found if the sessions were lost, since no room keeps a roster true', () => {
		const { use, found, clock, a, b, c } = aRound();
		for (let index = 0; index < 10; index++) {
			use(3);
			for (const guild of [a, b, c]) guild.breakSession(because('sessionRenewed'), clock.now());
		}
		expect(found()).toBeUndefined();
	});

	it('is told once, with the cure, and again only after it was over', async () => {
		const { use, change } = aRound();
		const first = await warningsOf(() => use(100));
		expect(first).toHaveLength(1);
		expect(first[0]).toContain('Raise cache.maxCacheSize from 2 to at least 3.');
		const useWith = (maxCacheSize: number) =>
			warningsOf(() => {
				change({ maxCacheSize });
				use(100);
			});
		expect(await useWith(3)).toEqual([]);
		expect(await useWith(2)).toHaveLength(1);
	});
});

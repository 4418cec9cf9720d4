import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { DEFAULT_CONFIG } from '../config/defaults.js';
import type { CacheConfig } from '../config/MemberFetchConfig.js';
import { because } from '../errors/because.js';
import type { GuildState } from '../sync/GuildState.js';
import { aGuild } from '../tests/aGuild.js';
import { aRoster, grow, heldRosters } from '../tests/heldRosters.js';
import { VirtualClock } from '../tests/VirtualClock.js';
import { warningsOf } from '../tests/warningsOf.js';

/** Bytes of a roster of this many members, as they are counted. */
const sizeOf = (members: number) => {
	const clock = new VirtualClock();
	return aRoster(aGuild('x', clock), members, clock).bytes;
};

type Action =
	| { readonly kind: 'fetch'; readonly at: number; readonly members: number; readonly isBehindCache: boolean }
	| { readonly kind: 'touch' | 'leave' | 'clear'; readonly at: number }
	| { readonly kind: 'grow'; readonly at: number; readonly members: number }
	| { readonly kind: 'change'; readonly patch: Partial<CacheConfig> }
	| { readonly kind: 'sweep' };

const GUILDS = 5;
const at = fc.nat(GUILDS - 1);
const members = fc.integer({ min: 1, max: 12 });
const patch = fc.record(
	{
		maxCacheSize: fc.integer({ min: 1, max: GUILDS }),
		maxBytes: fc.integer({ min: 1, max: sizeOf(30) }),
		enableLRU: fc.boolean(),
	},
	{ requiredKeys: [] },
);
const action: fc.Arbitrary<Action> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ kind: fc.constant('fetch'), at, members, isBehindCache: fc.boolean() }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('touch', 'touch', 'leave', 'clear'), at }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('grow'), at, members }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('change'), patch }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep') }) },
);

/** The guilds whose rosters should be held, in the order of eviction. */
class Model {
	order: GuildState[] = [];
	readonly behindCaches = new Set<GuildState>();
	config: CacheConfig = DEFAULT_CONFIG.cache;

	youngest(guild: GuildState): void {
		this.order = [...this.order.filter((other) => other !== guild), guild];
	}

	forget(guild: GuildState): void {
		this.order = this.order.filter((other) => other !== guild);
	}

	fit(sizes: ReadonlyMap<GuildState, number>): void {
		const { maxCacheSize, maxBytes } = this.config;
		const sizeOf = (guild: GuildState) => sizes.get(guild) ?? 0;
		this.order = this.order.filter((guild) => sizeOf(guild) <= maxBytes);
		const sum = () => this.order.reduce((total, guild) => total + sizeOf(guild), 0);
		const others = () => this.order.filter((guild) => !this.behindCaches.has(guild));
		while (others().length > maxCacheSize || sum() > maxBytes)
			this.forget((others()[0] ?? this.order[0]) as GuildState);
	}
}

/** Held rosters and their model; each step happens to both. */
function aPair() {
	const { clock, rosters, change, fetch } = heldRosters();
	const guilds = Array.from({ length: GUILDS }, (_, index) => aGuild(`g${index}`, clock));
	const model = new Model();
	/** Bytes of each guild before a step evicts it. */
	const measure = () => new Map(guilds.map((guild) => [guild, guild.roster?.bytes ?? 0]));

	const sweep = async () => {
		const sizes = measure();
		await clock.advance(DEFAULT_CONFIG.cache.cleanupInterval);
		model.fit(sizes);
	};
	const happen = async (step: Action) => {
		const guild = ('at' in step ? guilds[step.at] : guilds[0]) as GuildState;
		const sizes = measure();
		switch (step.kind) {
			case 'fetch':
				if (step.isBehindCache) model.behindCaches.add(guild);
				else model.behindCaches.delete(guild);
				sizes.set(guild, fetch(guild, step).bytes);
				model.youngest(guild);
				return model.fit(sizes);
			case 'touch':
				rosters.touch(guild);
				if (model.config.enableLRU && guild.roster) model.youngest(guild);
				return;
			case 'grow':
				return guild.roster && grow(guild, step.members);
			case 'leave':
				guild.drop(because('guildLeft'));
				return model.forget(guild);
			case 'clear':
				rosters.clear(guild.id);
				return model.forget(guild);
			case 'change':
				change(step.patch);
				model.config = { ...model.config, ...step.patch };
				return model.fit(sizes);
			case 'sweep':
				return sweep();
		}
	};
	return { rosters, guilds, model, happen, sweep };
}

/** The warnings if there is little room. */
const ROOM = / of the last \d+ fetches | is larger than cache\.maxBytes |, so guild\.members\.cache lacks /;

function expectRoomAlone(warnings: readonly string[]): void {
	expect(warnings.filter((text) => !ROOM.test(text))).toEqual([]);
}

describe('HeldRosters against a plain list', () => {
	it('holds the same after any uses, growth and changes, and no more than it may', async () => {
		const warnings = await warningsOf(() =>
			fc.assert(
				fc.asyncProperty(fc.array(action, { maxLength: 60, size: 'max' }), async (actions) => {
					const { rosters, guilds, model, happen, sweep } = aPair();
					for (const step of actions) {
						await happen(step);
						const ids = model.order.map(({ id }) => id).reverse();
						expect(rosters.held().map(({ guildId }) => guildId)).toEqual(ids);
						expect(guilds.filter(({ roster }) => roster)).toHaveLength(ids.length);
						expect(rosters.room.guilds).toBeLessThanOrEqual(model.config.maxCacheSize);
					}
					await sweep();
					expect(rosters.room.bytes).toBeLessThanOrEqual(model.config.maxBytes);
				}),
				{ numRuns: 50 * inject('depth') },
			),
		);
		expectRoomAlone(warnings);
	});
});

describe('the room that constant eviction names', () => {
	/** Guilds of fixed sizes. */
	const sizes = fc.array(members, { minLength: 2, maxLength: 6 });
	const uses = fc.array(fc.nat(5), { minLength: 20, maxLength: 80, size: 'max' });

	/** Uses the guilds in turn, each from memory if it is held; returns what was fetched last, and what that shows. */
	function play(memberCounts: readonly number[], order: readonly number[], bounds: Partial<CacheConfig>) {
		const { clock, rosters, fetch } = heldRosters(bounds);
		const guilds = memberCounts.map((_, index) => aGuild(`g${index}`, clock));
		const fetches: { at: number; isFirst: boolean }[] = [];
		const seen = new Set<GuildState>();
		for (const [at, index] of order.entries()) {
			const guild = guilds[index % guilds.length] as GuildState;
			if (guild.roster) rosters.touch(guild);
			else {
				fetches.push({ at, isFirst: !seen.has(guild) });
				fetch(guild, { members: memberCounts[index % guilds.length] as number });
			}
			seen.add(guild);
		}
		return { fetches, found: rosters.evictions.constant({ ...DEFAULT_CONFIG.cache, ...bounds }) };
	}

	it('would have avoided every return that it counts, in any order of use', async () => {
		const warnings = await warningsOf(() =>
			fc.assert(
				fc.property(
					sizes,
					uses,
					fc.integer({ min: 1, max: 6 }),
					fc.integer({ min: 1, max: 40 }),
					(counts, order, maxCacheSize, room) => {
						const before = play(counts, order, { maxCacheSize, maxBytes: sizeOf(room) });
						const watched = before.fetches.slice(-20);
						const returns = watched.filter(({ isFirst }) => !isFirst);
						expect(before.found?.returns).toBe(returns.length < 5 ? undefined : returns.length);
						if (!before.found) return;
						const { guilds, bytes } = before.found.needed;
						const after = play(counts, order, { maxCacheSize: guilds, maxBytes: bytes });
						const stillFetched = new Set(after.fetches.map(({ at }) => at));
						expect(returns.filter((each) => stillFetched.has(each.at))).toEqual([]);
					},
				),
				{ numRuns: 100 * inject('depth') },
			),
		);
		expectRoomAlone(warnings);
	});
});

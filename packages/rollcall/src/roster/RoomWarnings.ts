import { describeEviction, describeUnheard, type Unheard } from './describeEviction.js';
import type { Bounds, Evictions } from './Evictions.js';
import type { IRosterHolder } from './IRosterHolder.js';
import type { Roster } from './Roster.js';

/** Warns the operator once of what a lack of room costs, and says how to cure it. */
export class RoomWarnings {
	/** Guilds for which there was a warning that they are too large. */
	readonly #tooLarge = new Set<string>();
	/** Guilds for which there was a warning that their cache was emptied. */
	readonly #emptied = new Set<string>();
	#toldEviction = false;
	/** The bounds at which there was a warning that listeners miss events. */
	#unheardAt: Bounds | undefined;

	/** A roster does not fit into a cache of this size. Warns once for each guild. */
	tooLarge({ id, isBehindCache }: IRosterHolder, { size, bytes }: Roster, maxBytes: number): void {
		if (this.#tooLarge.has(id)) return;
		this.#tooLarge.add(id);
		const costs = isBehindCache ? ', and guild.members.cache lacks its members' : '';
		const cure = isBehindCache ? '' : ', or name fewer fields';
		warn(
			`The roster of guild ${id} (${size} members, ${bytes} bytes) is larger than cache.maxBytes (${maxBytes}), ` +
				`so it is fetched again for each call${costs}. Raise cache.maxBytes above ${bytes}${cure}.`,
		);
	}

	/** A roster behind a cache was evicted, because all rosters took so many bytes. Warns once for each guild. */
	emptied(guildId: string, { size, bytes }: Roster, allBytes: number, maxBytes: number): void {
		if (this.#emptied.has(guildId)) return;
		this.#emptied.add(guildId);
		warn(
			`The roster of guild ${guildId} (${size} members, ${bytes} bytes) was evicted, so guild.members.cache lacks its ` +
				`members until the guild is fetched again. All rosters took ${allBytes} bytes, and cache.maxBytes is ${maxBytes}. ` +
				`Raise cache.maxBytes to at least ${allBytes}.`,
		);
	}

	/** Warns once of constant eviction, and again only after there was none at all. */
	review(evictions: Evictions, bounds: Bounds): void {
		if (evictions.isCalm(bounds)) this.#toldEviction = false;
		const found = this.#toldEviction ? undefined : evictions.constant(bounds);
		if (!found) return;
		this.#toldEviction = true;
		warn(describeEviction(found, bounds));
	}

	/** Warns once that listeners miss events, and again only if other bounds have not cured it. */
	reviewUnheard(unheard: Unheard | undefined, { maxCacheSize, maxBytes }: Bounds): void {
		const isTold = this.#unheardAt?.maxCacheSize === maxCacheSize && this.#unheardAt.maxBytes === maxBytes;
		if (!unheard || isTold) return;
		this.#unheardAt = { maxCacheSize, maxBytes };
		warn(describeUnheard(unheard, this.#unheardAt));
	}
}

function warn(message: string): void {
	process.emitWarning(message, 'RollcallWarning');
}

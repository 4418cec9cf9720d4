import { describeEviction, describeUnheard, type Unheard } from './describeEviction.js';
import type { Bounds, Evictions } from './Evictions.js';
import type { Roster } from './Roster.js';

/** Warns the operator once of what a lack of room costs, and says how to cure it. */
export class RoomWarnings {
	/** Guilds for which there was a warning that they are too large. */
	readonly #tooLarge = new Set<string>();
	#toldEviction = false;
	/** The bounds at which there was a warning that listeners miss events. */
	#unheardAt: Bounds | undefined;

	/** A roster does not fit into a cache of this size. Warns once for each guild. */
	tooLarge(guildId: string, { size, bytes }: Roster, maxBytes: number): void {
		if (this.#tooLarge.has(guildId)) return;
		this.#tooLarge.add(guildId);
		warn(
			`The roster of guild ${guildId} (${size} members, ${bytes} bytes) is larger than cache.maxBytes (${maxBytes}), ` +
				`so it is fetched again for each call. Raise cache.maxBytes above ${bytes}, or name fewer fields.`,
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

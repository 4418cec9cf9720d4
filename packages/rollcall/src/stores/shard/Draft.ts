import type { SavedRosterInfo, ShardChanges } from '../../interfaces/IRosterStore.js';
import { packFacts } from '../format/facts.js';
import { type BlockKind, describeBlock, type KeptGuild, type Place, type ShardState } from '../format/ShardState.js';
import type { SegmentWriter } from './SegmentWriter.js';
import { countLive, joinStretches, outdatedSegments, placesOf } from './segments.js';

/** A block that has no place yet. Those that move are read just before they are written. */
interface Block {
	readonly guildId: string;
	readonly kind: BlockKind;
	readonly bytes: Uint8Array | Place;
	readonly info?: SavedRosterInfo;
}

/** The state after a commit, in the making. Nothing of the state before is changed. */
export class Draft {
	readonly #before: ShardState;
	readonly #guilds: Map<string, KeptGuild>;
	readonly #blocks: Block[] = [];
	#outdated: ReadonlySet<string> = new Set();

	constructor(before: ShardState) {
		this.#before = before;
		this.#guilds = new Map(before.guilds);
		this.#dropUnreadable();
	}

	/** Takes the changes over. What a commit both removes and adds was removed first. */
	async apply({ removed = [], dropped = [], facts, rosters, infos }: ShardChanges): Promise<void> {
		for (const guildId of removed) this.#guilds.delete(guildId);
		for (const guildId of dropped) this.#change(guildId, { roster: undefined });
		for (const [guildId, text] of facts ?? []) {
			this.#change(guildId, { facts: undefined });
			this.#blocks.push({ guildId, kind: 'facts', bytes: await packFacts(text) });
		}
		for (const [guildId, { info, block }] of rosters ?? []) {
			this.#change(guildId, { roster: undefined });
			this.#blocks.push({ guildId, kind: 'roster', bytes: block, info });
		}
		for (const [guildId, info] of infos ?? []) {
			const roster = this.#guilds.get(guildId)?.roster;
			if (roster) this.#change(guildId, { roster: { ...roster, info } });
		}
	}

	/** Takes the blocks out of the files that should go. */
	moveOutdated(): void {
		this.#outdated = outdatedSegments(this.#before.segments, countLive(this.#guilds.values()));
		for (const [guildId, { facts, roster }] of this.#guilds) {
			if (facts && this.#outdated.has(facts.place.segment)) {
				this.#change(guildId, { facts: undefined });
				if (facts.packed) this.#blocks.push({ guildId, kind: 'facts', bytes: facts.packed });
			}
			if (roster && this.#outdated.has(roster.place.segment)) {
				const { place, info } = roster;
				this.#change(guildId, { roster: undefined });
				this.#blocks.push({ guildId, kind: 'roster', bytes: place, info });
			}
		}
	}

	/**
	 * Writes the blocks that have no place yet, facts first: they are read together when the shard is opened.
	 *
	 * @param move - reads a block; `null` if it is not what was committed
	 */
	async write(
		writer: SegmentWriter,
		move: (guildId: string, place: Place) => Promise<Uint8Array | null>,
	): Promise<void> {
		const ordered = [...this.#blocks].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'facts' ? -1 : 1));
		for (const { guildId, kind, bytes: source, info } of ordered) {
			const bytes = source instanceof Uint8Array ? source : await move(guildId, source);
			if (bytes === null) continue;
			const place = await writer.add(describeBlock(guildId, kind), bytes);
			this.#change(guildId, info ? { roster: { place, info, isWhole: true } } : { facts: { place, packed: bytes } });
		}
	}

	/** The new state. It names what has to be overwritten once it is on the disk. */
	finish({ savedAt, session, identity }: ShardChanges, written: ReadonlyMap<string, number>): ShardState {
		const { generation, identity: identityBefore, segments, erase } = this.#before;
		for (const [guildId, { facts, roster }] of this.#guilds) if (!facts && !roster) this.#guilds.delete(guildId);
		const kept = [...segments].filter(([name]) => !this.#outdated.has(name));
		const names = new Set(kept.map(([name]) => name));
		const live = new Set(placesOf(this.#guilds.values()));
		const dead = [...placesOf(this.#before.guilds.values())].filter((place) => !live.has(place));
		return {
			generation: generation + 1,
			savedAt,
			session,
			identity: identity ?? identityBefore,
			segments: new Map([...kept, ...written]),
			guilds: this.#guilds,
			erase: [...joinStretches([...erase, ...dead].filter(({ segment }) => names.has(segment))).values()].flat(),
		};
	}

	/** What was left aside is not kept: nobody could name a guild whose facts are gone to have it removed. */
	#dropUnreadable(): void {
		for (const [guildId, { facts, roster }] of this.#guilds) {
			if (facts?.packed === null) this.#guilds.delete(guildId);
			else if (roster?.isWhole === false) this.#change(guildId, { roster: undefined });
		}
	}

	#change(guildId: string, change: Partial<KeptGuild>): void {
		this.#guilds.set(guildId, { ...this.#guilds.get(guildId), ...change });
	}
}

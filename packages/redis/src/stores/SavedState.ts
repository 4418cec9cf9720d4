import type { SavedGuild, SavedRosterInfo, SavedSession, SavedShard, ShardChanges } from 'rollcall/stores';

/** The block of a guild, as Redis has it. */
export interface KeptRoster {
	/** Names the bytes. */
	readonly block: string;
	readonly sum: string;
	readonly info: SavedRosterInfo;
}

/** What a shard saved, without the bytes of its blocks. */
export interface SavedState {
	/** How many commits there were. */
	readonly generation: number;
	readonly head: Omit<SavedShard, 'guilds'>;
	readonly facts: ReadonlyMap<string, string>;
	readonly rosters: ReadonlyMap<string, KeptRoster>;
}

export const NOTHING: SavedState = {
	generation: 0,
	head: { savedAt: 0, session: null, identity: null },
	facts: new Map(),
	rosters: new Map(),
};

export function describeSaved({ generation, head, facts, rosters }: SavedState): SavedShard | null {
	if (generation === 0) return null;
	const guilds = new Map<string, SavedGuild>();
	for (const [guildId, text] of facts) {
		const roster = rosters.get(guildId);
		guilds.set(guildId, { facts: text, ...(roster && { roster: roster.info }) });
	}
	return { ...head, guilds };
}

/** What is saved after a commit. */
export function applyChanges(
	{ generation, head, ...before }: SavedState,
	{ savedAt, session, identity = head.identity ?? undefined, ...changes }: ShardChanges,
	put: ReadonlyMap<string, KeptRoster>,
): SavedState {
	const facts = new Map(before.facts);
	const rosters = new Map(before.rosters);
	for (const guildId of changes.removed ?? []) facts.delete(guildId);
	for (const guildId of [...(changes.removed ?? []), ...(changes.dropped ?? [])]) rosters.delete(guildId);
	for (const [guildId, text] of changes.facts ?? []) facts.set(guildId, text);
	for (const [guildId, info] of changes.infos ?? []) {
		const roster = rosters.get(guildId);
		if (roster) rosters.set(guildId, { ...roster, info });
	}
	for (const [guildId, roster] of put) rosters.set(guildId, roster);
	return { generation: generation + 1, head: { savedAt, session, identity: identity ?? null }, facts, rosters };
}

/** Reads what the script answered. What no commit wrote is left out. */
export function readState(answer: unknown): SavedState {
	const [[generation, savedAt, session, identity], facts, rosters] = answer as [
		[string | null, string | null, string | null, string | null],
		readonly string[],
		readonly string[],
	];
	if (generation === null || savedAt === null) return NOTHING;
	const kept = new Map<string, KeptRoster>();
	for (const [guildId, text] of pairsOf(rosters)) {
		const roster = readRoster(text);
		if (roster) kept.set(guildId, roster);
	}
	return {
		generation: Number(generation),
		head: {
			savedAt: Number(savedAt),
			session: parse<SavedSession>(session) ?? null,
			identity: identity ?? null,
		},
		facts: new Map(pairsOf(facts)),
		rosters: kept,
	};
}

/** What Redis keeps of a roster beside its bytes. */
export function writeRoster({ block, sum, info }: KeptRoster): string {
	return `${block} ${sum} ${JSON.stringify(info)}`;
}

/** `undefined` if it is not what {@link writeRoster} wrote. */
export function readRoster(text: string): KeptRoster | undefined {
	const [, block = '', sum = '', info = ''] = /^(\S+) (\S+) (.*)$/s.exec(text) ?? [];
	const told = parse<SavedRosterInfo>(info);
	return told && { block, sum, info: told };
}

function parse<T>(text: string | null): T | undefined {
	try {
		return (JSON.parse(text ?? '') as T | null) ?? undefined;
	} catch {
		return undefined;
	}
}

function pairsOf(list: readonly string[]): [string, string][] {
	const pairs: [string, string][] = [];
	for (let at = 0; at + 1 < list.length; at += 2) pairs.push([list[at] as string, list[at + 1] as string]);
	return pairs;
}

import { setTimeout } from 'node:timers/promises';
import type { Collection, GuildMember } from 'discord.js';
import { digestOf } from '../../checking/Digest.js';
import { fingerprintOf } from '../../checking/fingerprint.js';
import { mapRows } from '../../sides/mapRows.js';
import type { Bot, Said } from './Bot.js';

/** How many people run commands, and for how long. */
export interface LoadOptions {
	readonly guildIds: readonly string[];
	readonly people: number;
	readonly seconds: number;
	/** How long each waits after an answer before the next command. */
	readonly pauseMs: number;
}

/** One command that was answered. */
export interface Command extends Said {
	readonly guildId: string;
	/** From the call to its answer. */
	readonly ms: number;
	/** Members of its list. */
	readonly size: number;
}

/** The outcome of all commands. */
export interface LoadOutcome {
	readonly commands: readonly Command[];
	/** How long each had waited that was not answered when the time was up. */
	readonly unansweredMs: readonly number[];
	/** The fingerprints of the first and of the last list of each guild that was called complete. */
	readonly digests: readonly { readonly guildId: string; readonly digest: string }[];
}

type List = Collection<string, GuildMember>;

/** All people start at once, and each goes on to another guild after every answer. */
export async function runPeople(bot: Bot, { guildIds, people, seconds, pauseMs }: LoadOptions): Promise<LoadOutcome> {
	const endsAt = performance.now() + seconds * 1000;
	const commands: Command[] = [];
	const waitingSince = new Map<number, number>();
	const lists = new Map<string, { first: List; last: List }>();
	const live = async (person: number) => {
		for (let turn = 0; performance.now() < endsAt; turn++) {
			const guildId = guildIds[(person + turn) % guildIds.length] as string;
			const startedAt = performance.now();
			waitingSince.set(person, startedAt);
			const { members, ...said } = await bot.side.fetch(bot.guild(guildId));
			if (performance.now() >= endsAt) return;
			waitingSince.delete(person);
			commands.push({ ...said, guildId, ms: performance.now() - startedAt, size: members?.size ?? 0 });
			if (said.says === 'complete' && members)
				lists.set(guildId, { first: lists.get(guildId)?.first ?? members, last: members });
			await setTimeout(pauseMs);
		}
	};
	const lives = Array.from({ length: people }, (_, person) => live(person));
	await Promise.race([Promise.all(lives), setTimeout(seconds * 1000)]);
	const now = performance.now();
	const unansweredMs = [...waitingSince.values()].map((since) => now - since);
	return { commands, unansweredMs, digests: await digestAll(lists) };
}

async function digestAll(lists: ReadonlyMap<string, { first: List; last: List }>) {
	const digests: { guildId: string; digest: string }[] = [];
	for (const [guildId, { first, last }] of lists) {
		for (const list of new Set([first, last])) {
			digests.push({ guildId, digest: await digestOf(mapRows(list.values(), fingerprintOf)) });
		}
	}
	return digests;
}

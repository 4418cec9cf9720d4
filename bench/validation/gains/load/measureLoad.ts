import type { RemoteDiscord } from '../../../discord/startDiscord.js';
import { summariseTimes } from '../../../reporting/summariseTimes.js';
import type { Command, LoadOutcome } from '../../bot/runPeople.js';
import type { Way } from '../../bot/Way.js';
import { withBot } from '../../bot/withBot.js';
import type { LoadScale, Scale } from '../../promises/Scale.js';
import type { LoadFound } from './LoadFound.js';

/** The time that a person needs to read an answer. */
export const PAUSE_MS = 1_000;
const WAYS: readonly Way[] = ['discord.js', 'service'];

/** Both ways at once: they mostly wait. */
export function measureLoad({ load }: Scale, tell: (line: string) => void): Promise<LoadFound[]> {
	tell(`${load.people} people run commands in ${load.guilds} guilds for ${load.seconds} s, in both ways at once`);
	return Promise.all(WAYS.map((way) => measureWay(way, load)));
}

function measureWay(way: Way, scale: LoadScale): Promise<LoadFound> {
	const { guilds, members, people, seconds } = scale;
	const sizes = Array.from({ length: guilds }, () => members);
	return withBot(way, sizes, async ({ bot, discord, target: { id, guildIds } }) => {
		const outcome = await bot.ask('runPeople', { guildIds, people, seconds, pauseMs: PAUSE_MS });
		const requests = await discord.ask('requests', { botId: id });
		return { way, scale, requests, ...count(outcome, members), wrong: await countWrong(outcome, members, discord) };
	});
}

function count({ commands, unansweredMs }: LoadOutcome, members: number) {
	const listed = commands.filter(isListed);
	const errors: Record<string, number> = {};
	for (const { says, code = says } of commands.filter((command) => !isListed(command))) {
		errors[code] = (errors[code] ?? 0) + 1;
	}
	return {
		commands: commands.length,
		answered: listed.filter(({ size }) => size === members).length,
		errors,
		unanswered: unansweredMs.length,
		...(listed.length > 0 && { waitsMs: summariseTimes(listed.map(({ ms }) => ms)) }),
		longestMs: Math.max(0, ...unansweredMs, ...commands.map(({ ms }) => ms)),
	};
}

/** Every list by its size, and those whose fingerprint was taken in every field. */
async function countWrong({ commands, digests }: LoadOutcome, members: number, discord: RemoteDiscord) {
	let wrong = commands.filter((command) => isListed(command) && command.size !== members).length;
	for (const { guildId, digest } of digests) {
		if (digest !== (await discord.ask('digest', { guildId })).digest) wrong += 1;
	}
	return wrong;
}

function isListed({ says }: Command): boolean {
	return says === 'complete';
}

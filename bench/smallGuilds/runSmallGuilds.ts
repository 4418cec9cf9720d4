import { type SidePair, withSide } from '../processes/withSide.js';
import type { SmallGuildsReport } from '../reporting/Report.js';
import type { Run } from '../rounds/Run.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import type { SideName } from '../sides/index.js';
import type { MeasuredSmallGuilds } from './measureSmallGuilds.js';
import type { SmallGuildsTruth } from './SmallGuildsTarget.js';

/** Those whose client can have many guilds, and whose list the bench reads guild by guild. */
const SIDES: readonly SideName[] = ['discord.js', 'service-roster-cache', 'service', 'service-lean'];

/**
 * Measures the sides over many small guilds that share users, one after the other.
 *
 * @throws WrongAnswer if a side answers anything but the truth
 */
export async function runSmallGuilds(
	{ guilds, sides, rounds }: { guilds: number; sides: readonly SideName[]; rounds: number },
	onRun: (run: Run) => void,
): Promise<SmallGuildsReport> {
	const names = SIDES.filter((side) => sides.includes(side));
	const found: { run: Omit<Run, 'members'>; members: number }[] = [];
	for (let round = 1; round <= rounds; round++) {
		const order = round % 2 === 1 ? names : names.toReversed();
		for (const [index, side] of order.entries()) {
			const { members, measurements } = await withSide(side, (pair) => measure(side, pair, guilds));
			found.push({ run: { side, round, place: index + 1, measurements }, members });
			onRun({ side, round, place: index + 1, measurements, members });
		}
	}
	const members = found[0]?.members ?? 0;
	return { guilds, members, runs: found.map(({ run }) => ({ ...run, members })) };
}

async function measure(side: SideName, { process, emulator }: SidePair, guilds: number): Promise<MeasuredSmallGuilds> {
	const target = await emulator.ask('startSmallGuilds', { guilds });
	await process.ask('connect', { target });
	const given = await process.ask('fetchSmallGuilds', { target });
	const truth = await emulator.ask('smallGuildsTruth', {});
	const wrong = findWrong(given, truth);
	if (wrong.length > 0) throw new WrongAnswer(`${side} in ${guilds} small guilds: ${wrong.join('; ')}.`);
	return given;
}

function findWrong({ members, digest, users, known }: MeasuredSmallGuilds, truth: SmallGuildsTruth): string[] {
	const pairs: [what: string, given: unknown, right: unknown][] = [
		['the number of members', members, truth.members],
		['the number of users', users ?? truth.users, truth.users],
		['the fingerprint of all lists', digest, truth.digest],
		['the number of strangers that are known', known, 0],
	];
	return pairs
		.filter(([, given, right]) => given !== right)
		.map(([what, given, right]) => `${what} is ${given}, and ${right} in the world`);
}

import PQueue from 'p-queue';
import { Digest } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import type { Measurements } from '../measuring/Measurements.js';
import { measureFetching } from '../measuring/measureFetch.js';
import { startTiming } from '../measuring/startTiming.js';
import type { Side } from '../sides/Side.js';
import type { SmallGuildsTarget } from './SmallGuildsTarget.js';

/** Guilds that are fetched at once. */
const AT_ONCE = 32;

/** What a side answered about many small guilds, and what it took. */
export interface MeasuredSmallGuilds {
	readonly members: number;
	readonly digest: string;
	/** The users that discord.js knows; left out if it does not hold them. */
	readonly users?: number;
	/** Strangers that it knew. */
	readonly known: number;
	readonly measurements: Partial<Measurements>;
}

/** Fetches every guild, looks up users that are in none, and reads everybody. */
export async function measureSmallGuilds(side: Side, target: SmallGuildsTarget): Promise<MeasuredSmallGuilds> {
	const { count, measurements } = await measureFetching(side, () => fetchAll(side, target));
	const { users } = side;
	const missed = users && timeMisses(users, target.strangerIds);
	const digest = await digestAll(side, target);
	return {
		...{ members: count, digest, known: missed?.known ?? 0 },
		...(users && { users: users.size }),
		measurements: { ...measurements, ...(missed && { missUs: missed.us }) },
	};
}

async function fetchAll(side: Side, { guildIds }: SmallGuildsTarget): Promise<number> {
	const queue = new PQueue({ concurrency: AT_ONCE });
	const sizes = await queue.addAll(guildIds.map((id) => () => side.fetchAll(id)));
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** The first tenth compiles the code. */
function timeMisses(users: NonNullable<Side['users']>, ids: readonly string[]): { us: number; known: number } {
	const [warmUp, measured] = [ids.slice(0, ids.length / 10), ids.slice(ids.length / 10)];
	let known = 0;
	for (const id of warmUp) if (users.get(id)) known += 1;
	const time = startTiming();
	for (const id of measured) if (users.get(id)) known += 1;
	return { us: (time() * 1000) / measured.length, known };
}

async function digestAll(side: Side, { guildIds }: SmallGuildsTarget): Promise<string> {
	const digest = new Digest();
	for (const id of guildIds) for (const row of await side.rows(id)) digest.add([id, canonicalRow(row)]);
	return digest.toString();
}

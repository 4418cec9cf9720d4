import { median } from '../reporting/median.js';
import { WrongAnswer } from '../rounds/WrongAnswer.js';
import type { Throughput } from './EmulatorReport.js';
import { withGuild } from './withGuild.js';

type Way = Pick<Throughput, 'server' | 'compression'>;

const WAYS: readonly Way[] = [
	{ server: 'bare ws server', compression: 'none' },
	{ server: 'emulator', compression: 'none' },
	{ server: 'emulator', compression: 'zlib-stream' },
];

/** Fetches a guild by chunks in each way, in turns. A fresh process serves it, and another one parses each frame. */
export async function measureThroughput(members: number, rounds: number): Promise<Throughput[]> {
	const speeds = WAYS.map((): number[] => []);
	for (let round = 0; round < rounds; round++) {
		for (const [index, way] of WAYS.entries()) speeds[index]?.push(await speedOf(way, members));
	}
	return WAYS.map((way, index) => ({ ...way, membersPerSecond: median(speeds[index] as number[]) }));
}

function speedOf({ server, compression }: Way, members: number): Promise<number> {
	return withGuild(server, members, async ({ guild, client }) => {
		const plan = { ...guild, sessions: 1, zlibStream: compression === 'zlib-stream' };
		const { counts, strangers, wallMs } = await client.ask('fetch', plan);
		if (counts[0] !== members || strangers > 0)
			throw new WrongAnswer(`The ${server} sent ${counts[0]} members and ${strangers} strangers of ${members}.`);
		return members / (wallMs / 1_000);
	});
}

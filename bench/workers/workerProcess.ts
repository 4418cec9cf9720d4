import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { attachRosters } from 'rollcall-redis';
import { digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { serve } from '../processes/serve.js';
import { median } from '../reporting/median.js';
import { INTENTS } from '../restart/startSaving.js';
import { mapRows } from '../sides/mapRows.js';
import type { WorkerCommands, WorkerTarget } from './OwnerCommands.js';

// A process without a gateway, such as a dashboard.

const PATIENCE_MS = 30_000;
/** How often the list is looked at for the next change. */
const LOOK_MS = 1;

let rosters: ReturnType<typeof attachRosters>;
let told: WorkerTarget;

function read(timeout?: number) {
	return rosters.fetchGuildMembers(told.target.largestId, timeout === undefined ? {} : { timeout });
}

async function digest(): Promise<{ members: number; digest: string }> {
	const { roster, metadata } = await read();
	if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${metadata.reason}`);
	const rows = mapRows(roster.rows(), ({ user, nick = null, roles }) =>
		canonicalRow({ id: user.id, username: user.username, nick, roles }),
	);
	return { members: roster.size, digest: await digestOf(rows) };
}

serve<WorkerCommands>({
	async attach(target) {
		told = target;
		const { applicationId, shardCount } = target.target;
		const redis = new Redis(target.redisUrl);
		await redis.ping();
		rosters = attachRosters(redis, { applicationId, intents: INTENTS, shardCount });
		const beganAt = performance.now();
		const { metadata } = await read(PATIENCE_MS);
		const ms = performance.now() - beganAt;
		if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${metadata.reason}`);
		return { ms, ...(await digest()) };
	},

	async readHot({ reads }) {
		const times: number[] = [];
		for (let count = 0; count < reads; count++) {
			const beganAt = performance.now();
			const { metadata } = await read();
			times.push(performance.now() - beganAt);
			if (!metadata.complete) throw new Error(`The list is ${metadata.status}: ${metadata.reason}`);
		}
		return { medianMs: median(times), longestMs: Math.max(...times) };
	},

	async watch({ changes }) {
		const lags: number[] = [];
		const until = performance.now() + PATIENCE_MS + changes * 10;
		while (lags.length < changes) {
			if (performance.now() > until) throw new Error(`Only ${lags.length} of ${changes} changes came.`);
			const { roster } = await read();
			for (;;) {
				const nick = roster.get(told.changing[lags.length % told.changing.length] ?? '')?.nick ?? '';
				const [number, changedAt] = nick.split(' ').map(Number);
				if (lags.length >= changes || number !== lags.length || changedAt === undefined) break;
				lags.push(Date.now() - changedAt);
			}
			await setTimeout(LOOK_MS);
		}
		return { lags };
	},

	digest,
});

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { aFolder } from './rollcall.js';
import { type Program, runProgram } from './runProgram.js';

const MEMBERS = 1_000_000;
const MOST_MB = 300;
const EVERY_FIELD =
	'id,username,global_name,nick,bot,joined_at,roles,role_names,premium_since,communication_disabled_until,pending,flags,avatar,public_flags';

/** The most memory that the process has taken so far, as the system counts it. */
function peakMb({ pid }: Program): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024; // one that has ended has none
	} catch {
		return 0;
	}
}

const idIn = { jsonl: (line: string): string => JSON.parse(line).id, csv: (line: string) => line.split(',', 1)[0] };

// The emulator is a process of its own, so that its memory does not count.
describe.runIf(existsSync('/proc/self/status'))(`an export of a million members takes less than ${MOST_MB} MB`, () => {
	let emulator: Program;

	beforeAll(async () => {
		emulator = runProgram(['emulator', '--members', String(MEMBERS), '--json']);
		await vi.waitUntil(() => emulator.out().includes('\n'), { timeout: 600_000 });
	});

	afterAll(() => emulator.kill('SIGTERM'));

	it.each(['jsonl', 'csv'] as const)('as %s, with every field', async (format) => {
		const { restUrl, token, guilds } = JSON.parse(emulator.out());
		const file = join(aFolder(), `all.${format}`);
		const argv = ['export', guilds[0].id, '--api', restUrl, '--format', format, '--fields', EVERY_FIELD, '--out', file];
		const program = runProgram(argv, { env: { DISCORD_TOKEN: token } });
		let peak = 0;
		const timer = setInterval(() => {
			peak = Math.max(peak, peakMb(program));
		}, 20);
		onTestFinished(() => clearInterval(timer));
		expect([await program.end, program.err().match(/Wrote \d+ members/)?.[0]]).toEqual([0, `Wrote ${MEMBERS} members`]);
		const ids = new Set<string | undefined>();
		for await (const line of createInterface({ input: createReadStream(file) })) ids.add(idIn[format](line));
		ids.delete('id'); // the head of a CSV
		expect(ids.size).toBe(MEMBERS);
		expect(peak).toBeGreaterThan(100);
		expect(peak).toBeLessThan(MOST_MB);
	});
});

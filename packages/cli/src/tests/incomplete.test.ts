import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { HurriedClock } from './HurriedClock.js';
import { identifyAtOnce } from './identifyAtOnce.js';
import { aFolder, anEmulator } from './rollcall.js';

beforeEach(identifyAtOnce);

/** A guild whose list never becomes complete: a chunk is lost every time, and REST refuses the list. */
async function aBrokenGuild() {
	const stage = await anEmulator({ guilds: [{ members: 3_500 }] });
	stage.emulator.faults.add({ on: 'memberRequest', full: true, lose: [1], times: Number.POSITIVE_INFINITY });
	stage.emulator.faults.add({ on: 'rest', route: 'listMembers', status: 503, times: Number.POSITIVE_INFINITY });
	const ask = (argv: readonly string[]) => stage.ask(argv, { clock: new HurriedClock() });
	return { ...stage, ask };
}

describe('rollcall export, if the list is not complete', () => {
	it('writes nothing, leaves the file of before alone, and ends with 1', async () => {
		const { ask, guild } = await aBrokenGuild();
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		writeFileSync(file, 'of before');
		const { code, out, last } = await ask(['export', guild.id, '--out', file]);
		expect([code, out]).toEqual([1, '']);
		expect(last).toMatch(/^rollcall: Nothing was written, because the list is not complete: 2500 of 3500 members\./);
		expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['all.csv'], 'of before']);
	});

	it('writes nothing to stdout', async () => {
		const { ask, guild } = await aBrokenGuild();
		expect(await ask(['export', guild.id, '--format', 'jsonl'])).toMatchObject({ code: 1, out: '' });
	});

	it('writes what there is with --partial, labels it in the last line and in the description, and ends with 3', async () => {
		const { ask, guild } = await aBrokenGuild();
		const file = join(aFolder(), 'all.jsonl');
		const { code, last } = await ask(['export', guild.id, '--partial', '--quiet', '--format', 'jsonl', '--out', file]);
		expect(code).toBe(3);
		expect(last).toMatch(/^NOT COMPLETE: wrote 2500 members to .*, from 2500 of 3500 members of the guild; .+/);
		const ids = readFileSync(file, 'utf8')
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line).id as string);
		expect([new Set(ids).size, ids.every((id) => guild.has(id))]).toEqual([2_500, true]);
		expect(JSON.parse(readFileSync(`${file}.meta.json`, 'utf8'))).toMatchObject({
			complete: false,
			status: 'partial',
			rows: 2_500,
			expectedMembers: 3_500,
			reason: expect.any(String),
			error: expect.any(String),
		});
	});
});

describe('rollcall export, if something goes wrong on the way', () => {
	it.each(['cutResumable', 'cutFatal', 'invalidSession', 'reconnect'] as const)(
		'has everyone after the action %s in the middle',
		async (action) => {
			const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 3_500 }] });
			emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 2, do: action } });
			const { code, out } = await ask(['export', guild.id, '--format', 'json', '--fields', 'id']);
			expect(code).toBe(0);
			expect(
				JSON.parse(out)
					.map(({ id }: { id: string }) => id)
					.sort(),
			).toEqual([...guild.members()].map(({ user }) => user.id).sort());
		},
	);

	it('says when the gate opens while it waits', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 3_500 }] });
		emulator.faults.add({ on: 'memberRequest', full: true, refuse: { retryAfter: 1.5 } });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 503, times: Number.POSITIVE_INFINITY });
		const { code, err } = await ask(['export', guild.id, '--format', 'jsonl']);
		expect(code).toBe(0);
		expect(err).toContain('Reading the members; the gate opens in 2 s\n');
	});

	it('says when REST answers again, and when the gateway takes another session', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 3_500 }] });
		emulator.faults.add({ on: 'rest', route: 'getGuild', rateLimited: { retryAfter: 1.5 } });
		emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: 'invalidSession' } });
		const { code, err } = await ask(['export', guild.id, '--format', 'jsonl']);
		expect(code).toBe(0);
		expect(err).toMatch(/^Asking for the guild; REST answers again in 2 s$/m);
		expect(err).toMatch(/^Reading the members; .*the gateway takes a session in \d s$/m);
	});

	it.each(['guilds', 'roles'])('says so in %s, too, which has no progress', async (name) => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 30 }] });
		emulator.faults.add({ on: 'rest', route: 'getCurrentUser', rateLimited: { retryAfter: 1.2 } });
		const { code, err } = await ask([name, ...(name === 'roles' ? [guild.id] : [])]);
		expect([code, err]).toEqual([0, 'Waiting: REST answers again in 2 s.\n']);
	});

	it.each([['guilds'], ['export'], ['roles'], ['diff']])(
		'ends at once if %s is interrupted while REST makes it wait',
		async (name) => {
			const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 30 }] });
			const controller = new AbortController();
			emulator.faults.add({ on: 'rest', route: 'getCurrentUser', rateLimited: { retryAfter: 3_600 } });
			const old = join(aFolder(), 'old.csv');
			writeFileSync(old, 'id\r\n');
			const { code, last } = await ask(
				{
					guilds: ['guilds'],
					export: ['export', guild.id],
					roles: ['roles', guild.id],
					diff: ['diff', old, 'now', '--guild', guild.id],
				}[name] ?? [],
				{ signal: controller.signal, onErr: (text) => text.includes('REST answers again') && controller.abort() },
			);
			expect([code, last]).toEqual([130, expect.stringContaining('rollcall: interrupted.')]);
		},
	);

	it('names the cause and the cure if nothing can be had', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }], bots: [{ intents: { members: false } }] });
		const refused = await stage.ask(['export', stage.guild.id]);
		expect([refused.code, refused.out]).toEqual([1, '']);
		expect(refused.last).toContain('Switch on "Server Members Intent"');
		const unknown = await stage.ask(['export', '123456789012345678']);
		expect([unknown.code, unknown.last]).toEqual([1, expect.stringContaining('there is no such guild')]);
	});

	it('starts no session if Discord allows no more of them', async () => {
		const stage = await anEmulator({ guilds: [{ members: 20 }], gateway: { sessionStartLimit: 1 } });
		expect((await stage.ask(['export', stage.guild.id])).code).toBe(0);
		const { code, last } = await stage.ask(['export', stage.guild.id]);
		expect([code, last]).toEqual([1, expect.stringContaining('has used up its 1 session starts. Try again in')]);
		expect(stage.emulator.stats.bot().identifies).toBe(1);
	});

	it('ends at once when it is interrupted, and leaves nothing', async () => {
		const { ask, guild, emulator } = await anEmulator({ guilds: [{ members: 3_500 }] });
		const folder = aFolder();
		const controller = new AbortController();
		emulator.faults.add({ on: 'memberRequest', full: true, after: { chunks: 1, do: () => controller.abort() } });
		const argv = ['export', guild.id, '--out', join(folder, 'all.csv')];
		const { code, last } = await ask(argv, { signal: controller.signal });
		expect([code, last]).toEqual([130, 'rollcall: interrupted. Nothing stays of an unfinished file.']);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('says what stays if it is interrupted while it writes to stdout', async () => {
		const { ask, guild } = await anEmulator({ guilds: [{ members: 3_500 }] });
		const controller = new AbortController();
		const { code, out, last } = await ask(['export', guild.id, '--format', 'jsonl'], {
			signal: controller.signal,
			onOut: () => controller.abort(),
		});
		expect(out).not.toBe('');
		expect([code, last]).toEqual([130, 'rollcall: interrupted. The list on stdout is not whole.']);
	});
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HurriedClock } from './HurriedClock.js';
import { aFolder, anEmulator } from './rollcall.js';

/** A guild with an export of every kind from before some changes. */
async function aChangedGuild() {
	const stage = await anEmulator({ guilds: [{ members: 600 }] });
	const { guild, ask } = stage;
	const folder = aFolder();
	const memberId = (index: number) => guild.memberAt(index).user.id;
	const role = guild.createRole({ name: 'Crew' });
	guild.update(memberId(1), { nick: '=1+1' });
	const save = async (name: string, ...argv: string[]) => {
		const file = join(folder, name);
		expect((await ask(['export', guild.id, '--quiet', '--out', file, ...argv])).code).toBe(0);
		return file;
	};
	const olds = {
		csv: await save('old.csv'),
		excel: await save('old.excel.csv', '--excel'),
		jsonl: await save('old.jsonl', '--format', 'jsonl'),
		json: await save('old.json', '--format', 'json'),
	};
	const change = () => {
		const joined = guild.join({ user: { username: 'new.comer' } }).user.id;
		guild.leave(memberId(5));
		guild.update(memberId(2), { nick: 'Captain, "Sir"' });
		guild.addRole(memberId(3), role.id);
		return { joined, left: memberId(5), renamed: memberId(2), promoted: memberId(3), role: role.id };
	};
	return { ...stage, folder, save, olds, change, memberId };
}

describe('rollcall diff', () => {
	it('finds no change between exports of every kind, formulas among the names included', async () => {
		const { olds, ask } = await aChangedGuild();
		for (const before of Object.values(olds))
			for (const after of Object.values(olds))
				expect(await ask(['diff', before, after]), `${before} ${after}`).toMatchObject({
					code: 0,
					out: '',
					err: '0 joined, 0 left, 0 changed.\n',
				});
	});

	it('says who joined, left and changed, from any kind of export to now and to another export', async () => {
		const { olds, ask, change, save } = await aChangedGuild();
		const { joined, left, renamed, promoted, role } = change();
		const wanted = [
			{ change: 'joined', id: joined, username: 'new.comer' },
			{ change: 'left', id: left },
			{ change: 'changed', id: renamed, fields: { nick: ['', 'Captain, "Sir"'] } },
			{ change: 'changed', id: promoted, fields: { roles: [expect.anything(), expect.stringContaining(role)] } },
		];
		const news = ['now', await save('new.csv'), await save('new.jsonl', '--format', 'jsonl')];
		for (const before of Object.values(olds))
			for (const after of news) {
				const { code, out } = await ask(['diff', before, after, '--json', '--quiet']);
				expect(code).toBe(4);
				const lines = out
					.trimEnd()
					.split('\n')
					.map((line) => JSON.parse(line));
				expect(lines).toHaveLength(4);
				expect(lines).toEqual(expect.arrayContaining(wanted.map((one) => expect.objectContaining(one))));
			}
		const { out, err } = await ask(['diff', olds.csv, news[1] ?? '']);
		expect(out).toContain(`changed  ${promoted}`);
		expect(out).toContain(`roles: +${role}`);
		expect(err).toBe('1 joined, 1 left, 2 changed.\n');
	});

	it('compares a filtered export with the members of now that the same filters choose', async () => {
		const { ask, guild, save, change, memberId } = await aChangedGuild();
		guild.addRole(memberId(9), [...guild.roles.values()].find(({ name }) => name === 'Crew')?.id ?? '');
		const crew = await save('crew.csv', '--role', 'Crew');
		const { promoted } = change();
		const { code, out } = await ask(['diff', crew, 'now', '--json']);
		expect([
			code,
			out
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line)),
		]).toEqual([4, [expect.objectContaining({ change: 'joined', id: promoted })]]);
	});

	it('refuses a partial side unless it is wanted, and labels it then', async () => {
		const { olds, ask } = await aChangedGuild();
		const meta = `${olds.jsonl}.meta.json`;
		const description = JSON.parse(readFileSync(meta, 'utf8'));
		writeFileSync(meta, JSON.stringify({ ...description, complete: false, reason: 'a chunk is missing' }));
		const refused = await ask(['diff', olds.csv, olds.jsonl]);
		expect([refused.code, refused.out]).toEqual([1, '']);
		expect(refused.last).toContain('is not complete: a chunk is missing.');
		const wanted = await ask(['diff', olds.csv, olds.jsonl, '--partial', '--quiet']);
		expect([wanted.code, wanted.last]).toEqual([3, expect.stringContaining('NOT KNOWN TO BE COMPLETE')]);
	});

	it('ends with 3 if a side is partial, though changes are found, and with 4 only if they are known', async () => {
		const { olds, ask, change, save } = await aChangedGuild();
		change();
		const next = await save('new.jsonl', '--format', 'jsonl');
		expect((await ask(['diff', olds.csv, next, '--partial'])).code).toBe(4);
		const meta = `${next}.meta.json`;
		writeFileSync(meta, JSON.stringify({ ...JSON.parse(readFileSync(meta, 'utf8')), complete: false }));
		const { code, out, err } = await ask(['diff', olds.csv, next, '--partial']);
		expect([code, out.trimEnd().split('\n').length]).toEqual([3, 4]);
		expect(err).toContain('1 joined, 1 left, 2 changed.\nNOT KNOWN TO BE COMPLETE');
	});

	it('refuses --guild for two exports, before it reads them', async () => {
		const { ask, folder, guild } = await aChangedGuild();
		const none = join(folder, 'none.csv');
		const { code, last } = await ask(['diff', none, none, '--guild', guild.id]);
		expect([code, last]).toEqual([2, expect.stringContaining('--guild is for a comparison with now.')]);
	});

	it('refuses a list of now that is not complete', async () => {
		const { olds, ask, emulator } = await aChangedGuild();
		emulator.faults.add({ on: 'memberRequest', full: true, silence: true, times: Number.POSITIVE_INFINITY });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 503, times: Number.POSITIVE_INFINITY });
		expect(await ask(['diff', olds.csv, 'now'], { clock: new HurriedClock() })).toMatchObject({ code: 1, out: '' });
	});

	it('notices a file that was cut or changed after it was written, and one without a description', async () => {
		const { olds, ask } = await aChangedGuild();
		const lines = readFileSync(olds.jsonl, 'utf8').trimEnd().split('\n');
		writeFileSync(olds.jsonl, `${lines.slice(0, 400).join('\n')}\n`);
		expect((await ask(['diff', olds.csv, olds.jsonl])).last).toContain('it is not the file that');
		rmSync(`${olds.json}.meta.json`);
		const { code, last } = await ask(['diff', olds.json, olds.csv]);
		expect([code, last]).toEqual([0, expect.stringMatching(/NOT KNOWN TO BE COMPLETE: .*there is no .*meta\.json/)]);
		expect((await ask(['diff', olds.json, 'now'])).code).toBe(2);
		expect((await ask(['diff', olds.json, 'now', '--guild', '123456789012345678'])).code).toBe(1);
	});

	it('refuses what is no export, and exports of other guilds or filters', async () => {
		const { olds, ask, folder, save } = await aChangedGuild();
		const bad = join(folder, 'bad.csv');
		for (const text of [
			'a,b\r\n1,2\r\n',
			'id,nick\r\n"1',
			'[{"id":"1"},',
			'{"id":5}\n',
			'[{"id":"1"},{"id":"1"}]',
			'[5]',
			'null',
		]) {
			writeFileSync(bad, text);
			const { code, last } = await ask(['diff', olds.csv, bad]);
			expect([code, last], text).toEqual([1, expect.stringContaining('is no export')]);
		}
		expect((await ask(['diff', olds.csv, join(folder, 'none.csv')])).last).toContain('cannot be read (ENOENT)');
		const bots = await save('bots.csv', '--bots');
		expect((await ask(['diff', olds.csv, bots])).last).toContain('other filters');
		const meta = `${olds.json}.meta.json`;
		writeFileSync(meta, readFileSync(meta, 'utf8').replace(/"id": "\d+"/, '"id": "1"'));
		expect((await ask(['diff', olds.csv, olds.json])).last).toContain('of other guilds');
	});

	it('takes lines of JSON as they end, whatever a name contains', async () => {
		const { ask, guild, save, memberId } = await aChangedGuild();
		guild.update(memberId(8), { nick: 'a\u2028b\u2029c\u0085d' });
		const file = await save('odd.jsonl', '--format', 'jsonl');
		expect((await ask(['diff', file, 'now'])).code).toBe(0);
	});

	it('compares exports of the same roles, in whichever order they were named', async () => {
		const { ask, guild, save } = await aChangedGuild();
		guild.createRole({ name: 'Cook' });
		const both = await save('both.csv', '--role', 'Crew', '--role', 'Cook', '--any');
		const other = await save('other.csv', '--role', 'Cook', '--role', 'Crew', '--role', 'Cook', '--any');
		expect((await ask(['diff', both, other])).code).toBe(0);
	});

	it('refuses a description that cannot be read or says too little', async () => {
		const { olds, ask } = await aChangedGuild();
		const meta = `${olds.json}.meta.json`;
		const { guild: _, ...nameless } = JSON.parse(readFileSync(meta, 'utf8'));
		for (const text of [JSON.stringify(nameless), 'null', '{', '[]']) {
			writeFileSync(meta, text);
			const { code, last } = await ask(['diff', olds.json, olds.csv]);
			expect([code, last], text).toEqual([1, expect.stringContaining('is no description of an export')]);
		}
		rmSync(meta);
		mkdirSync(meta);
		expect((await ask(['diff', olds.json, olds.csv])).last).toContain('meta.json cannot be read (EISDIR)');
	});

	it('refuses a partial export before it asks Discord for the list of now', async () => {
		const { olds, ask, emulator } = await aChangedGuild();
		const meta = `${olds.jsonl}.meta.json`;
		writeFileSync(meta, JSON.stringify({ ...JSON.parse(readFileSync(meta, 'utf8')), complete: false }));
		const { total } = emulator.stats.bot().rest;
		expect((await ask(['diff', olds.jsonl, 'now'])).last).toContain('is not complete');
		expect(emulator.stats.bot().rest.total).toBe(total);
	});

	it('compares only what both sides have, and says so', async () => {
		const { olds, ask, save, change } = await aChangedGuild();
		change();
		const ids = await save('ids.csv', '--fields', 'id,nick');
		const { code, out, err } = await ask(['diff', olds.csv, ids]);
		expect([code, out.match(/^changed/gm)?.length]).toEqual([4, 1]);
		expect(err).toContain('Not compared, because an export lacks it: username, global_name, roles.');
	});

	it('prints names that cannot command a terminal', async () => {
		const { olds, ask, guild, memberId } = await aChangedGuild();
		guild.update(memberId(8), { nick: 'a\u001b[2J' });
		const { out } = await ask(['diff', olds.csv, 'now'], { isTTY: true });
		expect(out).toContain('a\\\\u001b[2J');
		expect(out).not.toContain('\u001b');
	});
});

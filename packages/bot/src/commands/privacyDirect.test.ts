import { join } from 'node:path';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { AbsenceStore } from '../absences/index.js';
import { loadSqlite } from '../database/loadSqlite.js';
import { LeaverStore } from '../privacy/LeaverStore.js';
import { ActivityTracker } from '../services/activityTracker.js';
import { inDirectMessages } from '../tests/directMessages.js';
import { eventually } from '../tests/eventually.js';
import { filesHold } from '../tests/filesHold.js';
import { startBot } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';

/** A user that was away in two guilds and has left both. */
async function aLeaver(options: Parameters<typeof startBot>[0] = {}) {
	const clock = new ManualClock();
	const guilds = [{ members: 20 }, { members: 20 }, { members: 20 }];
	const stage = await startBot({ guilds, clock, ...options });
	const absences = stage.container.resolve(AbsenceStore);
	const [one, two, other] = [...stage.emulator.world.guilds.values()];
	const { user } =
		[...(one?.members() ?? [])].find((member) => !member.user.bot && member.user.id !== one?.ownerId) ?? {};
	const userId = user?.id ?? '';
	two?.join({ user: { id: userId } });
	for (const guild of [one, two]) {
		const absence = {
			guildId: guild?.id ?? '',
			userId,
			until: clock.now() + 86_400_000,
			reason: 'surgery',
			setBy: userId,
		};
		absences.set(absence);
		guild?.leave(userId);
	}
	const left = stage.container.resolve(LeaverStore);
	await eventually(() => expect(left.guildsOf(userId)).toHaveLength(2));
	return { ...stage, clock, absences, userId, ids: [one?.id ?? '', two?.id ?? ''], otherId: other?.id ?? '' };
}

describe('/privacy in direct messages', () => {
	it('shows, exports and erases data of all guilds for a user that has left them', async () => {
		const stage = await aLeaver();
		const { userId, ids, absences } = stage;
		const { runs, clicks } = await inDirectMessages(stage, userId);
		const shown = await runs('privacy', 'show').answer();
		expect(shown.isEphemeral).toBe(true);
		expect(shown.content.match(/\*\*: 2 entries/g)).toHaveLength(2);
		const { files } = await runs('privacy', 'export').answer();
		const told = JSON.parse(Buffer.from(files[0]?.bytes ?? []).toString());
		expect(told.map(({ guildId }: { guildId: string }) => guildId)).toEqual([...ids].sort());
		const left = [{ left: '2026-01-01' }];
		expect(told[1]).toMatchObject({ userId, optedOut: false, absences: [{ reason: 'surgery' }], membership: left });
		const asked = await runs('privacy', 'erase').answer();
		expect(asked.content).toMatch(/Remove 4 entries.*2 servers/);
		expect((await clicks(asked, 'privacy:keep').answer()).content).toBe('Nothing was removed.');
		const again = await runs('privacy', 'erase').answer();
		expect((await clicks(again, 'privacy:erase').answer()).content).toBe('4 entries were removed.');
		for (const id of ids) expect(absences.ofUser(id, userId)).toEqual([]);
		expect((await runs('privacy', 'show').answer()).content).toContain('No server has data');
	});

	it('opts the user out of all guilds that know them, and no others, and in again', async () => {
		const stage = await aLeaver();
		const { userId, ids, otherId, container } = stage;
		const tracker = container.resolve(ActivityTracker);
		const out = () => [...ids, otherId].map((id) => tracker.hasOptedOut(id, userId));
		const { runs } = await inDirectMessages(stage, userId);
		expect((await runs('privacy', 'opt-out').answer()).content).toContain('applies to 2 servers');
		expect(out()).toEqual([true, true, false]);
		expect((await runs('privacy', 'show').answer()).content).toContain('opted out there');
		expect((await runs('privacy', 'opt-in').answer()).content).toContain('from now on');
		expect(out()).toEqual([false, false, false]);
	});

	it('answers in Korean too, and is the only command that is registered for direct messages', async () => {
		const stage = await aLeaver();
		const { runs, commands } = await inDirectMessages(stage, stage.userId, 'ko');
		expect((await runs('privacy', 'show').answer()).content).toMatch(/2개\n/);
		const direct = commands.filter(({ contexts }) => contexts?.includes(1)).map(({ name }) => name);
		expect(direct).toEqual(['privacy']);
		expect((await runs('members', 'count').answer()).content).toContain('서버에서만');
	});

	it('answers a form or button that it does not know', async () => {
		const stage = await aLeaver();
		const { runs, clicks, submits } = await inDirectMessages(stage, stage.userId);
		const shown = await runs('privacy', 'erase').answer();
		for (const sent of [submits('privacy:erase'), submits('gone'), clicks(shown, 'privacy:gone')])
			expect((await sent.answer()).content).toContain('no longer ');
	});
});

it('/privacy erase says "removed" only when the data is gone from the files', async () => {
	const path = join(temporaryFolder(), 'bot.db');
	const stage = await aLeaver({ env: { DATABASE_PATH: path } });
	const { userId, clock, bot } = stage;
	const { runs, clicks } = await inDirectMessages(stage, userId);
	const asked = await runs('privacy', 'erase').answer();
	const reader = new (loadSqlite())(path);
	reader.exec('BEGIN');
	reader.prepare('SELECT * FROM absences_absence').all();
	const sent = clicks(asked, 'privacy:erase');
	expect((await sent.answer()).content).toContain('files of the database still hold it');
	for (let tries = 0; tries < 10; tries++) clock.advance(60_000);
	expect([filesHold(path, 'surgery'), sent.answers.length]).toEqual([true, 1]);
	reader.exec('COMMIT');
	clock.advance(60_000);
	expect([filesHold(path, 'surgery'), filesHold(path, userId)]).toEqual([false, false]);
	await eventually(() => expect(sent.answers.at(-1)?.content).toBe('4 entries were removed.'));
	reader.close();
	await bot.stop();
	expect(filesHold(path, 'surgery')).toBe(false);
});

import { join } from 'node:path';
import { Events } from 'discord.js';
import { expect, it } from 'vitest';
import { eventually } from '../tests/eventually.js';
import { filesHold } from '../tests/filesHold.js';
import { startTracker } from '../tests/startTracker.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';

const DAY = 86_400_000;

it('a lower retention applies at once, to reasons of absences too, and in the files', async () => {
	const path = join(temporaryFolder(), 'bot.db');
	const { actor, people, clock, heard, tracker, guild, settings, start } = await startTracker({
		env: { DATABASE_PATH: path },
	});
	const [anna = ''] = people;
	await heard(Events.MessageCreate, () => actor(anna).says('hello'));
	await actor(anna)
		.runs('jamsu set', { until: new Date(start).toISOString().slice(0, 10), reason: 'surgery' })
		.answer();
	clock.advance(10 * DAY);
	const kinds = () => [...tracker.export(guild.id, anna)].map(({ kind }) => kind);
	expect(kinds()).toEqual(['day', 'message']);
	expect(filesHold(path, 'surgery')).toBe(true);
	settings.set(guild.id, { retentionDays: 5 });
	expect(kinds()).toEqual(['day']);
	expect(tracker.exactSince(guild.id)).toBe(start + 5 * DAY);
	await eventually(() => expect(filesHold(path, 'surgery')).toBe(false));
});

it('large removals take turns with other work, and sums do not count the removed rows meanwhile', async () => {
	const { actor, people, clock, heard, tracker, guild, settings, bot, sum } = await startTracker();
	const [anna = ''] = people;
	await heard(Events.MessageCreate, () => actor(anna).says('hello'));
	bot.database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
		INSERT INTO activity_message SELECT guild, day, member, at + i, 1 FROM activity_message, n`);
	clock.advance(10 * DAY);
	const counts: number[] = [];
	const look = () => {
		counts.push(tracker.count(guild.id, anna));
		if ((counts.at(-1) ?? 0) > 1) setImmediate(look);
	};
	settings.set(guild.id, { retentionDays: 5 });
	look();
	await eventually(() => expect(counts.at(-1)).toBe(1));
	const removed = counts.slice(1).map((count, index) => (counts[index] ?? 0) - count);
	expect(Math.max(...removed)).toBeLessThanOrEqual(2_000);
	expect(sum(anna)?.messages).toBe(1);
});

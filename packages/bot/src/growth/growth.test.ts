import { join } from 'node:path';
import { type GuildWorld, ManualClock } from 'rollcall-emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSqlite } from '../database/loadSqlite.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { eventually } from '../tests/eventually.js';
import { startBot, startEmulator } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';
import { GrowthStore } from './index.js';

const aPath = () => join(temporaryFolder(), 'bot.db');
const TODAY = Date.UTC(2026, 4, 3, 12);
const clockOfToday = () => {
	const clock = new ManualClock();
	clock.advance(TODAY - clock.now());
	return clock;
};

const aHuman = (guild: GuildWorld) => [...guild.members()].find(({ user }) => !user.bot)?.user.id ?? '';

/** Another program in the middle of a change, which blocks other writes until it is closed. */
function writer(path: string) {
	const other = new (loadSqlite())(path);
	other.exec('BEGIN IMMEDIATE');
	onTestFinished(() => void other.close());
	return other;
}

/** The knowledge of the next bot if this one were killed now. */
function saved(path: string): unknown[] {
	const reader = new (loadSqlite())(path, { readonly: true });
	const rows = reader.prepare('SELECT joins, leaves FROM growth_day').all();
	reader.close();
	return rows;
}

describe('growth', () => {
	it('loses no join or leave while the database refuses writes', async () => {
		const [path, clock] = [aPath(), clockOfToday()];
		const { guild, container, log } = await startBot({ env: { DATABASE_PATH: path }, clock });
		const store = container.resolve(GrowthStore);
		const other = writer(path);
		for (let n = 0; n < 3; n++) guild.leave(aHuman(guild));
		await eventually(() => expect(store.days(guild.id, '')).toMatchObject([{ day: '2026-05-03', leaves: 3 }]));
		clock.advance(5_000);
		expect(log.map(({ msg }) => msg)).toContain('The joins and leaves could not be written');
		expect(saved(path)).toEqual([]);
		other.close();
		clock.advance(5_000);
		expect(saved(path)).toEqual([{ joins: 0, leaves: 3 }]);
		expect(store.days(guild.id, '')).toEqual([{ day: '2026-05-03', joins: 0, leaves: 3 }]);
		expect(store.hasUnsaved).toBe(false);
	});

	it('writes its memory at the stop, and adds to it after the next start', async () => {
		const path = aPath();
		const emulator = await startEmulator({ guilds: [{ members: 20 }] });
		const options = { on: emulator, env: { DATABASE_PATH: path }, clock: clockOfToday() };
		for (const leaves of [1, 2]) {
			const { guild, bot, container } = await startBot(options);
			guild.leave(aHuman(guild));
			await eventually(() => expect(container.resolve(GrowthStore).days(guild.id, '')).toMatchObject([{ leaves }]));
			await bot.stop();
			expect(saved(path)).toEqual([{ joins: 0, leaves }]);
		}
	});

	it('keeps nothing of late events of a guild that the bot has left', async () => {
		const { guild, bot, container, emulator } = await startBot();
		const store = container.resolve(GrowthStore);
		const { id } = guild;
		const someone = guild.memberAt(3).user.id;
		guild.leave(emulator.bots[0]?.id ?? '');
		await eventually(() => expect(bot.client.guilds.cache.size).toBe(0));
		const late = { guild_id: id, user: { id: someone }, joined_at: new Date().toISOString() };
		bot.client.ws.emit('GUILD_MEMBER_REMOVE' as never, late as never);
		bot.client.ws.emit('GUILD_MEMBER_ADD' as never, late as never);
		expect([store.days(id, ''), store.since(id), store.hasUnsaved]).toEqual([[], undefined, false]);
	});

	it('is counted from the first day on, even if that could not be written yet', async () => {
		const clock = clockOfToday();
		const { guild, bot, container } = await startBot({
			clock,
			extend: (container) => {
				const refuse = () => void container.resolve(DI_TOKENS.Database).pragma('query_only = ON');
				container.registerInstance(DI_TOKENS.Feature, { name: 'refuses', attach: refuse });
			},
		});
		const store = container.resolve(GrowthStore);
		expect(store.since(guild.id)).toBe('2026-05-03');
		store.begin(guild.id, '2026-05-04');
		expect(store.hasUnsaved).toBe(true);
		bot.database.pragma('query_only = OFF');
		clock.advance(5_000);
		expect([store.since(guild.id), store.hasUnsaved]).toEqual(['2026-05-03', false]);
	});
});

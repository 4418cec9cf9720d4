import { describe, expect, it } from 'vitest';
import type { IWindowStore } from '../gates/windows/IWindowStore.js';

/** A store of windows, seen by two processes, and its time. */
export interface WindowsUnderTest {
	readonly one: IWindowStore;
	readonly other: IWindowStore;
	/** Lets time pass. */
	pass(ms: number): Promise<void>;
	/** Loses everything. */
	empty(): Promise<void>;
}

let guilds = 0;
const aGuild = () => ({ botId: '1', guildId: String(++guilds) });

/** Real time passes between two questions. */
const SLACK_MS = 2_000;

function expectAbout(ms: number, wanted: number): void {
	expect(ms).toBeGreaterThan(wanted - SLACK_MS);
	expect(ms).toBeLessThanOrEqual(wanted);
}

/** What each store of windows must do. */
export function describeWindows(name: string, get: () => WindowsUnderTest): void {
	describe(`the windows of ${name}`, () => {
		it('are given to one of two who ask, and to the other when they open', async () => {
			const { one, other, pass } = get();
			const guild = aGuild();
			expect((await one.take(guild, 'a', 100)).waitMs).toBe(0);
			const { waitMs } = await other.take(guild, 'b', 30_500);
			expect(waitMs).toBeGreaterThan(0);
			expect(waitMs).toBeLessThanOrEqual(100);
			await pass(waitMs + 1);
			expect((await other.take(guild, 'b', 30_500)).waitMs).toBe(0);
			expectAbout((await one.take(guild, 'c', 30_500)).waitMs, 30_500);
		});

		it('are given again to the same taking, and begin again', async () => {
			const { one } = get();
			const guild = aGuild();
			await one.take(guild, 'a', 10_000);
			expect((await one.take(guild, 'a', 30_000)).waitMs).toBe(0);
			expectAbout((await one.take(guild, 'b', 30_000)).waitMs, 30_000);
		});

		it('are shut for the longest that anybody says, and keep their holder if it is the one who says so', async () => {
			const { one, other } = get();
			const [guild, second] = [aGuild(), aGuild()];
			await one.take(guild, 'a', 10_000);
			await one.shut('1', [
				{ guildId: guild.guildId, ms: 30_000, holder: 'a' },
				{ guildId: second.guildId, ms: 20_000, holder: '' },
			]);
			await other.shut('1', [{ guildId: guild.guildId, ms: 5_000, holder: 'b' }]);
			const { windows } = await other.look('1', [guild.guildId, second.guildId, '0']);
			expect(windows.map(({ holder }) => holder)).toEqual(['a', '', '']);
			expectAbout(windows[0]?.waitMs ?? 0, 30_000);
			expectAbout(windows[1]?.waitMs ?? 0, 20_000);
			expect(windows[2]?.waitMs).toBe(0);
		});

		it('lose their holder if another shuts them for longer, so that the holder cannot open them', async () => {
			const { one, other } = get();
			const guild = aGuild();
			await one.take(guild, 'a', 10_000);
			await other.shut('1', [{ guildId: guild.guildId, ms: 40_000, holder: 'b' }]);
			await one.correct(guild, 'a', 0);
			expectAbout((await one.take(guild, 'c', 30_000)).waitMs, 40_000);
		});

		it('stay shut for as long as others say, though their holder opens them', async () => {
			const { one, other } = get();
			const guild = aGuild();
			await one.take(guild, 'a', 30_000);
			await other.shut('1', [{ guildId: guild.guildId, ms: 12_000, holder: 'b' }]);
			expectAbout((await one.look('1', [guild.guildId])).windows[0]?.waitMs ?? 0, 30_000);
			await one.correct(guild, 'a', 20_000);
			expectAbout((await one.take(guild, 'c', 1)).waitMs, 20_000);
			await one.correct(guild, 'a', 0);
			expectAbout((await one.take(guild, 'c', 1)).waitMs, 12_000);
		});

		it('are corrected by their holder, also to an earlier moment, and opened', async () => {
			const { one, other } = get();
			const guild = aGuild();
			await one.take(guild, 'a', 30_000);
			await other.correct(guild, 'b', 0);
			await other.correct(guild, 'b', 5_000);
			expectAbout((await other.take(guild, 'b', 1)).waitMs, 30_000);
			await one.correct(guild, 'a', 15_000);
			expectAbout((await other.take(guild, 'b', 1)).waitMs, 15_000);
			await one.correct(guild, 'a', 0);
			expect((await other.take(guild, 'b', 30_000)).waitMs).toBe(0);
		});

		it('have a name for what is in the store, which is another one when it was emptied', async () => {
			const { one, other, empty } = get();
			const guild = aGuild();
			const { epoch } = await one.take(guild, 'a', 30_000);
			expect((await other.look('1', [])).epoch).toBe(epoch);
			await empty();
			const after = await one.take(guild, 'b', 30_000);
			expect(after.waitMs).toBe(0);
			expect(after.epoch).not.toBe(epoch);
			expect((await other.look('1', [])).epoch).toBe(after.epoch);
		});
	});
}

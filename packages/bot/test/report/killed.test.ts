import { join } from 'node:path';
import { DiscordEmulator, ManualClock, type RestFault } from 'rollcall-emulator';
import { expect, it, onTestFinished } from 'vitest';
import { ReportScheduler } from '../../src/report/schedule/index.js';
import { eventually } from '../../src/tests/eventually.js';
import { startBot } from '../../src/tests/startBot.js';
import { temporaryFolder } from '../../src/tests/temporaryFolder.js';
import { BotProcess } from '../activity/BotProcess.js';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
// A Monday, at nine.
const DUE = Date.UTC(2026, 11, 21, 9);
const LOST = 'A scheduled report may not have been sent: the bot ended while it was sending it';

/** A guild on the emulator, and the database file of its bot, which sends a report at {@link DUE}. */
async function prepare() {
	// Its time stands still, since the process of the bot may be slow on a busy machine.
	const emulator = new DiscordEmulator({ guilds: [{ members: 10 }] }, new ManualClock(Date.now()));
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const guild = emulator.world.guild();
	const [channel] = [...guild.channels.values()].filter(({ name }) => name === 'bots');
	const env = { DATABASE_PATH: join(temporaryFolder(), 'bot.db') };
	const first = await BotProcess.start(DUE - MINUTE, {
		...env,
		DISCORD_TOKEN: emulator.token,
		DISCORD_API_BASE: emulator.restUrl,
	});
	const runs = (command: string, options = {}) => emulator.actor().runs(command, options).answer();
	const role = guild.createRole({ name: 'crew' }).id;
	await runs('settings report-channel', { channel: channel?.id });
	await runs('report-schedule add', { role, interval: 'weekly' });
	const reports = () => guild.chat.messages(channel?.id ?? '').latest(100).length;
	const restart = async (now: number) => {
		const clock = new ManualClock(now);
		const stage = await startBot({ on: emulator, clock, env });
		const scheduler = stage.container.resolve(ReportScheduler);
		await scheduler.idle();
		return stage;
	};
	const requests = () => emulator.stats.bot().rest.byRoute;
	return { emulator, first, role, runs, reports, restart, requests };
}

// `npm test` builds first: the killed process runs the build.
it.each<[string, Partial<RestFault>, number]>([
	['before Discord has it', { status: 500 }, 0],
	['after Discord has it', {}, 1],
])(
	'never sends a report again if it was killed while sending it, %s, and says that it may be lost',
	async (_, fault, count) => {
		const { emulator, first, role, runs, reports, restart, requests } = await prepare();
		emulator.faults.add({ on: 'rest', route: 'createMessage', delay: 60_000, times: 1, ...fault });
		await first.pass(MINUTE);
		// A request is counted when it arrives, and its message is there once the body (a chart, a CSV) was read.
		await eventually(() => expect([requests().createMessage, reports()]).toEqual([1, count]));
		await first.kill();
		expect(reports()).toBe(count);

		const second = await restart(DUE + 10 * MINUTE);
		expect(second.log.filter(({ msg }) => msg === LOST)).toMatchObject([{ level: 40, interval: 'weekly' }]);
		// The owner was told in the one other message.
		expect([requests().createDirectChannel, requests().createMessage]).toEqual([1, 2]);
		const unsure = '2026-12-14 to 2026-12-20 may not have arrived';
		expect((await runs('report-schedule list')).content).toContain(unsure);
		await second.bot.stop();

		const third = await restart(DUE + 20 * MINUTE);
		expect(third.log.filter(({ msg }) => msg === LOST)).toEqual([]);
		expect(reports()).toBe(count);
		expect((await runs('report-schedule list')).content).toContain(unsure);
		await third.bot.stop();

		await restart(DUE + WEEK);
		expect(reports()).toBe(count + 1);
		expect((await runs('report-schedule list')).content).toBe(
			`<@&${role}>: weekly, next <t:${(DUE + 2 * WEEK) / 1000}:f>`,
		);
	},
);

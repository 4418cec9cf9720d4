import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openPage, stopBrowser } from '../../../emulator/test/page/openPage.js';
import { type StartBotOptions, startBot } from '../../src/tests/startBot.js';

/** How a browser notes an answer such as 409. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;
/** Runs in the page. */
const FAINT_TEXTS = readFileSync(new URL('../../../emulator/test/page/faintTexts.js', import.meta.url), 'utf8');

const HOSTILE = [
	'<img src=x onerror="document.title=1">',
	'"><script>document.title=1</script>',
	'\u202e\u0000txt.exe',
	'a'.repeat(100),
	'Z\u0334\u0335\u0336\u0337'.repeat(8),
	"'; DROP TABLE members; --",
];

afterAll(stopBrowser);

async function stage(options: StartBotOptions = {}) {
	const started = await startBot({ guilds: [{ members: 300 }], ...options });
	const url = started.bot.dashboard.url ?? '';
	const guild = started.bot.client.guilds.cache.get(started.guild.id);
	if (!guild) throw new Error('The bot does not have its guild.');
	return { ...started, url, fetchAll: () => started.bot.members.fetchGuildMembers(guild) };
}

// `npm test` builds the page first.
describe('the status page', () => {
	it('shows how the bot is, stays up to date by itself, and asks nobody else', async () => {
		const { url, guild, fetchAll } = await stage();
		const { page, complaints, asked } = await openPage(url);
		await page.getByText('healthy', { exact: true }).waitFor();
		await page.getByText('No list of this guild is held').waitFor();
		await fetchAll();
		await page.getByText('complete', { exact: true }).waitFor();
		await page.getByText('300 members, found in').waitFor();
		guild.join({ nick: 'Newcomer' });
		await page.getByRole('row', { name: /301 100% 0/ }).waitFor();
		expect(complaints.filter((words) => !REFUSED.test(words))).toEqual([]);
		expect(new Set(asked.map((address) => new URL(address).origin))).toEqual(new Set([new URL(url).origin]));
	});

	it('shows why a list is stale, in words that need no mouse', async () => {
		const { url, fetchAll, emulator } = await stage();
		await fetchAll();
		const { page } = await openPage(url);
		await page.getByText('complete', { exact: true }).waitFor();
		emulator.faults.gateway.cut({ resumable: false });
		await page.getByRole('row', { name: /stale.*the gateway session was replaced by a new one/ }).waitFor();
	});

	it('shows an operation with what it waits for, and cancels it', async () => {
		const { url, emulator, fetchAll } = await stage();
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 9 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 600_000, times: 99 });
		const { page } = await openPage(url);
		const answer = fetchAll();
		await page.getByText(/One caller waits, for/).waitFor();
		await page.getByRole('button', { name: /^Cancel the fetch of/ }).click();
		expect((await answer).error).toMatchObject({ code: 'ABORTED' });
		await page.getByText('Nothing is running.').waitFor();
	});

	it('begins a fetch when it is asked to', async () => {
		const { url, bot } = await stage();
		const { page } = await openPage(url);
		await page.getByRole('button', { name: 'Fetch the list' }).click();
		await page.getByText('300 members, found in').waitFor();
		expect(bot.members.getCacheStats().members).toBe(300);
		await page.getByRole('button', { name: 'Fetch the list' }).waitFor({ state: 'hidden' });
	});

	it('says that the fetch it has asked for ended without the list', async () => {
		const { url, emulator } = await stage();
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 9 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', delay: 600_000, times: 99 });
		const { page } = await openPage(url);
		await page.getByRole('button', { name: 'Fetch the list' }).click();
		await page.getByRole('button', { name: /^Cancel the fetch of/ }).click();
		await page.getByText('The fetch ended without a complete list.').waitFor();
	});

	it('searches and filters by role, with the keyboard alone', async () => {
		const { url, guild, fetchAll } = await stage();
		const [one = ''] = guild.ids(7, 1);
		const role = guild.createRole({ name: 'Crew' });
		guild.addRole(one, role.id);
		guild.join({ nick: 'Qxyz the one' });
		await fetchAll();
		const { page } = await openPage(url);
		await page.getByText('301 members, found in').waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter'); // the link that skips to the members
		await page.keyboard.press('Tab');
		await page.keyboard.type('qxy');
		await page.getByText('1 member, found in').waitFor();
		await page.getByRole('row', { name: /Qxyz the one/ }).waitFor();
		await page.keyboard.press('Control+A');
		await page.keyboard.press('Delete');
		await page.getByText('301 members, found in').waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.type('Crew');
		await page.getByText('1 member, found in').waitFor();
		await page.getByRole('row', { name: /Crew/ }).waitFor();
	});

	it('shows hostile names as text', async () => {
		const { url, guild, fetchAll } = await stage({ guilds: [{ members: 20, name: HOSTILE[0] ?? '' }] });
		for (const name of HOSTILE) {
			const member = guild.join({ nick: name });
			guild.addRole(member.user.id, guild.createRole({ name }).id);
		}
		await fetchAll();
		const { page, complaints } = await openPage(url);
		await page.getByText('26 members, found in').waitFor();
		for (const name of HOSTILE.slice(0, 2)) {
			await page.getByLabel('Search', { exact: true }).fill(name.slice(0, 12));
			await page.getByText('1 member, found in').waitFor();
			await page.locator('[role=cell]', { hasText: name }).first().waitFor();
		}
		expect(await page.title()).toBe('healthy · Rollcall status');
		expect(await page.locator('main img, main script').count()).toBe(0);
		expect(complaints.filter((words) => !REFUSED.test(words))).toEqual([]);
	});

	it('says who is a bot in a column of its own, so that no name can pass for one', async () => {
		const { url, guild, fetchAll } = await stage({ guilds: [{ members: 20 }] });
		guild.join({ nick: 'Qx person · bot' });
		guild.join({ nick: 'Qx machine', user: { bot: true } });
		await fetchAll();
		const { page } = await openPage(url);
		await page.getByLabel('Search', { exact: true }).fill('qx');
		await page.getByText('2 members, found in').waitFor();
		const cells = async (name: string) =>
			(await page.getByRole('row', { name }).getByRole('cell').allTextContents()).slice(0, 2);
		expect([await cells('Qx person'), await cells('Qx machine')]).toEqual([
			['Qx person · bot', ''],
			['Qx machine', 'bot'],
		]);
	});

	it.each([
		['light', 1280, 'rgb(244, 245, 247)'],
		['dark', 1280, 'rgb(20, 23, 28)'],
		['light', 320, 'rgb(244, 245, 247)'],
		['dark', 320, 'rgb(20, 23, 28)'],
	] as const)('is readable in the %s theme, %i pixels wide', async (colorScheme, width, ground) => {
		const { url, fetchAll, guild } = await stage();
		for (const name of HOSTILE) guild.join({ nick: name });
		await fetchAll();
		const { page } = await openPage(url, { colorScheme, viewport: { width, height: 900 } });
		await page.getByText('306 members, found in').waitFor();
		expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
		expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
	});

	it('asks for the token first, and then works as without one', async () => {
		const token = 'a-token-of-24-letters-xx';
		const { url, fetchAll } = await stage({ env: { DASHBOARD_TOKEN: token } });
		await fetchAll();
		const { page, complaints } = await openPage(url);
		await page.getByLabel(/DASHBOARD_TOKEN/).fill('wrong-wrong-wrong');
		await page.keyboard.press('Enter');
		await page.getByText('This is not the token.').waitFor();
		await page.getByLabel(/DASHBOARD_TOKEN/).fill(token);
		await page.keyboard.press('Enter');
		await page.getByText('300 members, found in').waitFor();
		expect(await page.evaluate('document.cookie')).toBe('');
		expect(complaints.filter((words) => !REFUSED.test(words))).toEqual([]);
	});

	it('says in its title, too, that the gateway is away', async () => {
		const { url, emulator } = await stage();
		const { page } = await openPage(url);
		await page.getByText('healthy', { exact: true }).waitFor();
		await emulator.stop();
		await page.getByText('The gateway is not connected: 0 of 1 shards are.').waitFor();
		expect(await page.title()).toBe('unhealthy · Rollcall status');
	});

	it('says that the bot does not answer any more', async () => {
		const { url, bot } = await stage();
		const { page } = await openPage(url);
		await page.getByText('live', { exact: true }).waitFor();
		await bot.stop();
		await page.getByText('The bot does not answer. Trying again…').waitFor();
		expect(await page.title()).toBe('no answer · Rollcall status');
	});
});

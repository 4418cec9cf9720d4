import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPage, stopBrowser } from './openPage.js';
import { startBot, startPage } from './startPage.js';

/** Runs in the page. */
const FAINT_TEXTS = readFileSync(new URL('./faintTexts.js', import.meta.url), 'utf8');
/** How a browser notes an answer such as 400. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;

const HOSTILE = [
	'<img src=x onerror="document.title=1">',
	'"><script>document.title=1</script>',
	'\u202e\u0000txt.exe',
	'a'.repeat(100),
	'Z\u0334\u0335\u0336\u0337'.repeat(8),
	'[x](javascript:document.title=1)',
];

/** A busy machine takes this much longer than an idle one. */
const PATIENT_MS = Number(process.env.PATIENT ?? 60_000);

afterAll(stopBrowser);

async function open(...asked: Parameters<typeof openPage>) {
	const opened = await openPage(...asked);
	opened.page.setDefaultTimeout(PATIENT_MS);
	return opened;
}

const box = (page: Page) => page.getByLabel('Message', { exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const message = (page: Page, text: string | RegExp) => page.getByRole('article').filter({ hasText: text });

// `npm run test:deep` builds the page first.
describe('the page of the emulator', () => {
	it('shows what a bot answers, and lets a member click, pick and fill in a form', async () => {
		const { emulator, guild, url, clock } = await startPage();
		const { page, complaints, asked } = await open(url);
		await page.getByText(/is not connected/).waitFor();
		await startBot(emulator);
		await page.getByText(/is connected/).waitFor();
		expect(page.url()).not.toContain('#');

		await box(page).fill('/re');
		await page.getByRole('button', { name: /\/report days/ }).click();
		await page.getByLabel(/^days/).fill('7');
		await page.getByRole('button', { name: 'Run /report' }).click();
		await message(page, 'Report of 7 days').getByText('used /report').waitFor();

		await page.getByRole('button', { name: 'Set hours' }).click();
		const form = page.getByRole('dialog', { name: 'Required hours' });
		await form.getByRole('button', { name: 'Submit' }).click();
		await form.getByText(/is required/).waitFor();
		await form.getByLabel('How many hours?').fill('9');
		await form.getByRole('button', { name: 'Submit' }).click();
		await message(page, '9 hours').waitFor();

		await page.getByRole('button', { name: 'Tell me' }).click();
		await message(page, /A secret.*Only .* can see this/).waitFor();
		await page.getByRole('button', { name: 'Sort', exact: true }).click();
		const menu = page.getByRole('dialog', { name: 'Sort' });
		await menu.getByLabel('By hours').check();
		await menu.getByRole('button', { name: 'Send' }).click();
		await message(page, 'Sorted by hours').waitFor();

		await page.getByRole('button', { name: 'Who', exact: true }).click();
		const people = page.getByRole('dialog', { name: 'Who' });
		await people.getByRole('checkbox', { name: /\(you\)/ }).check();
		await people.getByRole('searchbox').fill(guild.memberAt(5).user.id);
		await expect.poll(() => people.getByRole('checkbox').count()).toBe(2);
		await people.getByRole('checkbox').last().check();
		await people.getByRole('button', { name: 'Send' }).click();
		await message(page, '2 of them').waitFor();

		const other = guild.memberAt(2);
		await page.getByLabel('Search members').fill(other.user.id);
		await page.getByText('1 found').waitFor();
		await page.getByRole('button', { name: /^Act as/ }).click();
		await page.getByText(/^You act as/).waitFor();
		await expect.poll(() => message(page, 'A secret').count()).toBe(0);
		await box(page).fill('Hello, everybody');
		await page.keyboard.press('Enter');
		await message(page, 'Hello, everybody').waitFor();
		await box(page).fill('/silent');
		await page.keyboard.press('Enter');
		await page.getByText('Waiting for an answer to /silent…').waitFor();
		clock.freeze();
		await clock.advance(3_001);
		await page.getByText('The bot did not answer /silent within 3 seconds.').waitFor();
		expect(complaints.filter((words) => !REFUSED.test(words))).toEqual([]);
		expect(new Set(asked.map((address) => new URL(address).origin))).toEqual(new Set([new URL(url).origin]));
	});

	it('runs commands of menus, proposes values, shows pictures, direct messages and voice', async () => {
		const { emulator, guild, url } = await startPage();
		await startBot(emulator);
		const { page, complaints } = await open(url);
		await page.getByText(/is connected/).waitFor();
		await box(page).fill('/pick');
		await page.keyboard.press('Enter');
		const what = page.getByLabel('what', { exact: true });
		await what.pressSequentially('it');
		await page.locator('datalist option[value="Proposal for it"]').waitFor({ state: 'attached' });
		await what.fill('Proposal for it');
		await page.getByRole('button', { name: 'Run /pick' }).click();
		await message(page, 'Picked the value').getByRole('img', { name: 'dot.png' }).waitFor();
		expect(await page.evaluate('document.querySelector(".file img").naturalWidth')).toBe(1);
		await message(page, 'Picked the value').getByRole('button', { name: 'More about this message' }).click();
		await page.getByRole('button', { name: 'Keep' }).click();
		await message(page, 'Kept Picked the value').getByText('used Keep').waitFor();

		await page.getByLabel('Search members').fill(guild.ownerId);
		await page.getByText('1 found').waitFor();
		await page
			.getByRole('button', { name: /^More about/ })
			.last()
			.click();
		await page.getByRole('button', { name: 'Look' }).click();
		await message(page, 'Looked at').waitFor();
		await page.getByRole('button', { name: /^Direct messages with/ }).click();
		await message(page, 'Direct words').waitFor();
		await page.getByRole('button', { name: 'Join Lounge' }).click();
		await expect.poll(() => guild.voiceStates.has(guild.ownerId)).toBe(true);
		await page.getByRole('button', { name: 'Leave Lounge' }).click();
		await expect.poll(() => guild.voiceStates.has(guild.ownerId)).toBe(false);
		expect(complaints).toEqual([]);
	});

	it('lets members join and leave, and finds them', async () => {
		const { guild, url } = await startPage();
		const { page } = await open(url);
		await page.getByText('300 members').waitFor();
		await page.getByRole('button', { name: 'A new member joins' }).click();
		await page.getByText('301 members').waitFor();
		const [newest] = [...guild.members()].slice(-1);
		await page.getByLabel('Search members').fill(newest?.user.id ?? '');
		await page.getByText('1 found').waitFor();
		await page
			.getByRole('button', { name: /^More about/ })
			.first()
			.click();
		await page.getByRole('button', { name: 'Let them leave' }).click();
		await expect.poll(() => guild.size).toBe(300);
		await page.getByText('0 found').waitFor();
	});

	it('shows the traffic with filter and payload, faults that are switched on, and the clock', async () => {
		const { emulator, url, clock } = await startPage();
		const bot = await startBot(emulator);
		const { page, complaints } = await open(url);
		const lines = () => page.getByRole('list', { name: 'Log' }).getByRole('listitem').allInnerTexts();
		await tab(page, 'Traffic');
		await page.getByText(/^\d+ lines of \d+\.$/).waitFor();
		for (let count = 0; count < 100; count++) emulator.dispatch('TYPING_START', { count });
		await page.getByText(/^1\d\d lines of/).waitFor();
		await expect
			.poll(() =>
				page.evaluate(
					'(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector("#traffic .rows"))',
				),
			)
			.toBeLessThan(2);
		await page.getByLabel('Filter the log').fill('ident');
		await page.getByText(/^1 line of/).waitFor();
		await page.getByRole('button', { name: /IDENTIFY/ }).click();
		await page.getByLabel('Payload', { exact: true }).getByText('"intents": 3').waitFor();
		expect(await page.getByLabel('Payload', { exact: true }).textContent()).not.toContain(emulator.token);
		await page.getByLabel('From bots').uncheck();
		await page.getByText(/^0 lines of/).waitFor();

		await tab(page, 'Faults');
		await page.getByLabel('Only for this path').fill('GET /users/:id');
		await page.getByLabel('REST answers 500').check();
		await page.getByText('"status":500').waitFor();
		bot.rest.options.retries = 0;
		await expect(bot.users.fetch(emulator.world.guild().ownerId, { force: true })).rejects.toThrow();
		await page.getByLabel('REST answers 500').uncheck();
		await page.getByText('None.').waitFor();
		await bot.users.fetch(emulator.world.guild().ownerId, { force: true });
		await page.getByRole('button', { name: 'Cut the socket; the bot can resume' }).click();
		await tab(page, 'Traffic');
		await page.getByLabel('From bots').check();
		await page.getByLabel('Filter the log').fill('resume');
		await expect.poll(async () => (await lines()).join()).toMatch(/RESUME/);

		await tab(page, 'Clock');
		await page.getByRole('button', { name: 'Freeze' }).click();
		await page.getByText('It stands still.').waitFor();
		const before = clock.now();
		await page.getByRole('button', { name: '+ 1 hour' }).click();
		await expect.poll(() => clock.now() - before).toBe(3_600_000);
		await page.getByRole('button', { name: 'Let it run' }).click();
		emulator.world.guild().join();
		await page.getByRole('button', { name: 'Reset the world' }).click();
		await page.getByRole('button', { name: 'Press again to reset' }).click();
		await expect.poll(() => emulator.world.guild().size).toBe(300);
		expect(complaints.filter((words) => !REFUSED.test(words))).toEqual([]);
	});

	it('shows hostile names and messages as text', async () => {
		const { guild, url } = await startPage({ guilds: [{ members: 20, name: HOSTILE[0] ?? '' }] });
		const [channelId = ''] = guild.channels.keys();
		guild.updateChannel(channelId, { name: HOSTILE[1] ?? '' });
		for (const text of HOSTILE) {
			const member = guild.join({ nick: text });
			guild.chat.post(channelId, member.user, {
				content: text,
				embeds: [
					{ title: text, url: 'javascript:document.title=1', description: text, fields: [{ name: text, value: text }] },
				],
				components: [{ type: 1, components: [{ type: 2, style: 5, label: text, url: 'javascript:document.title=1' }] }],
			});
		}
		const { page, complaints } = await open(url);
		await expect.poll(() => page.getByRole('article').count()).toBe(HOSTILE.length);
		for (const text of HOSTILE.slice(0, 2)) await page.locator('.name', { hasText: text }).first().waitFor();
		await tab(page, 'Traffic');
		await page.getByLabel('World').check();
		await page
			.getByRole('button', { name: /messageCreate/ })
			.first()
			.click();
		await page.getByLabel('Payload', { exact: true }).waitFor();
		for (const button of await page.getByRole('article').getByRole('button').all()) await button.click({ trial: true });
		expect(await page.title()).toBe('Rollcall emulator');
		expect(await page.locator('main img, main script, [onerror]').count()).toBe(0);
		expect(await page.locator('a:not([href^="http"]):not(.skip)').count()).toBe(0);
		expect(complaints).toEqual([]);
	});

	it('is of no use to another site, even if that knows its address', async () => {
		const { url, server } = await startPage();
		const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Site</h1>'));
		await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void site.close());
		const { page, complaints } = await open(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
		const tries = `Promise.all([
			fetch('${server.url}/page/'),
			fetch('${server.url}/guilds', { headers: { authorization: 'Bearer ${server.token}' } }),
			fetch('${server.url}/reset', { method: 'POST', body: '{}' }),
			new Promise((resolve, reject) => {
				const script = document.createElement('script');
				script.src = '${server.url}/page/view';
				script.onload = resolve;
				script.onerror = reject;
				document.head.append(script);
			}),
		].map((each) => Promise.resolve(each).then(() => 'read', () => 'refused')))`;
		expect(await page.evaluate(tries)).toEqual(['refused', 'refused', 'refused', 'refused']);
		await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { src: '${url}' }))`);
		await expect.poll(() => complaints.join()).toMatch(/frame-ancestors|X-Frame-Options|frame/i);
		expect(await page.frames().at(-1)?.locator('#chat').count()).toBe(0);
	});

	it('asks for the token if it has none, and works without a mouse', async () => {
		const { emulator, url } = await startPage();
		await startBot(emulator);
		const { page } = await open(url.replace(/#.*/, ''));
		await page.getByLabel(/The address that the emulator has printed/).fill(url);
		await page.keyboard.press('Enter');
		await page.getByText('live', { exact: true }).waitFor();
		await page.locator('dialog').waitFor({ state: 'detached' });
		await page.goto(url.replace(/#.*/, '#token=wrong'));
		await page.getByRole('dialog', { name: 'This page needs the token' }).waitFor();
		await page.goto(url);
		await page.getByText('live', { exact: true }).waitFor();
		await page.reload();
		await page.getByText('live', { exact: true }).waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter'); // the link that skips to the message box
		await page.keyboard.type('/report');
		await page.getByRole('button', { name: /\/report days/ }).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await page.keyboard.type('3');
		await page.keyboard.press('Enter');
		await message(page, 'Report of 3 days').waitFor();
		await box(page).fill('/report days:12');
		await page.keyboard.press('Enter');
		await message(page, 'Report of 12 days').waitFor();
		// The link to the message box has left its mark in the address, and that is no token.
		expect(page.url()).toMatch(/#composer$/);
		await page.reload();
		await message(page, 'Report of 12 days').waitFor();
		const turn = (
			hidden: boolean,
		) => `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
			document.dispatchEvent(new Event('visibilitychange'))`;
		const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('/page/news'));
		await page.evaluate(turn(true));
		await ended;
		const [channelId = ''] = emulator.world.guild().channels.keys();
		emulator.actor().says('Said behind its back', channelId);
		await page.evaluate(turn(false));
		await message(page, 'Said behind its back').waitFor();
		await emulator.stop();
		await page.getByText('The emulator does not answer. Trying again…').waitFor();
	});

	it('is readable in both themes, on a wide screen and on a phone', async () => {
		const { emulator, guild, url } = await startPage();
		await startBot(emulator);
		const [channelId = ''] = guild.channels.keys();
		guild.addRole(guild.ownerId, guild.createRole({ name: 'Yellow', color: 0xffff00, position: 99 }).id);
		for (const text of [...HOSTILE, '# Title\n**bold** `code` <@1> [link](https://a.example)\n> quote'])
			guild.chat.post(channelId, guild.member(guild.ownerId)?.user ?? guild.memberAt(0).user, { content: text });
		await emulator.actor().runs('report', { days: 7 }).answer();
		for (const colorScheme of ['light', 'dark'] as const)
			for (const width of [1280, 320]) {
				const { page } = await open(url, { colorScheme, viewport: { width, height: 800 } });
				await message(page, 'bold').waitFor();
				for (const name of [...(width < 500 ? ['Chat'] : []), 'Members', 'Traffic', 'Faults', 'Clock']) {
					await tab(page, name);
					const where = `${colorScheme}, ${width} px, ${name}`;
					expect(await page.evaluate('document.documentElement.scrollWidth'), where).toBeLessThanOrEqual(width);
					expect(await page.evaluate(FAINT_TEXTS), where).toEqual([]);
				}
				await page.context().close();
			}
	});
});

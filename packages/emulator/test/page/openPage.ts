import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { findChromium } from './findChromium.js';

let browser: Promise<Browser> | undefined;

/** One browser for all tests of a file. A container has no sandbox for it, and it opens nothing but our page. */
export function startBrowser(): Promise<Browser> {
	browser ??= chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
	return browser;
}

export async function stopBrowser(): Promise<void> {
	await (await browser)?.close();
	browser = undefined;
}

export interface OpenPage {
	readonly page: Page;
	/** What the console of the page says, and errors that nobody caught: policy violations are among them. */
	readonly complaints: string[];
	/** Every address that the page asks. */
	readonly asked: string[];
}

/** Opens a page in a browser that has never been there. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
	const context = await (await startBrowser()).newContext(options);
	onTestFinished(() => context.close());
	const page = await context.newPage();
	page.setDefaultTimeout(120_000);
	const [complaints, asked]: [string[], string[]] = [[], []];
	page.on('console', (message) => void complaints.push(message.text()));
	page.on('pageerror', ({ message }) => void complaints.push(message));
	page.on('request', (request) => void asked.push(request.url()));
	await page.goto(url);
	return { page, complaints, asked };
}

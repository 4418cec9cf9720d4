import { Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Terminal } from '../surroundings/index.js';
import { PlainLines } from './PlainLines.js';
import { showProgress } from './showProgress.js';
import { Tally } from './Tally.js';

function aTally() {
	const time = { now: 0 };
	return { time, tally: new Tally(() => time.now) };
}

describe('the line of progress', () => {
	it('has count, rate and the time that is left, as far as they are known', () => {
		const { time, tally } = aTally();
		tally.begin('Reading the members');
		expect(tally.line).toBe('Reading the members');
		tally.count(1_000, 52_000);
		expect(tally.line).toBe('Reading the members; 1,000 of 52,000 members');
		time.now = 10_000;
		tally.count(21_000, 52_000);
		expect(tally.line).toBe('Reading the members; 21,000 of 52,000 members, 2,000/s, 16 s left');
		tally.count(21_000, undefined);
		expect(tally.line).toBe('Reading the members; 21,000 members, 2,000/s');
	});

	it('counts down to the moment when the gate opens, until something else begins', () => {
		const { time, tally } = aTally();
		tally.begin('Reading the members');
		tally.waitFor('the gate opens', 12_000);
		expect(tally.line).toBe('Reading the members; the gate opens in 12 s');
		time.now = 11_500;
		expect(tally.line).toBe('Reading the members; the gate opens in 1 s');
		time.now = 12_000;
		expect(tally.line).toBe('Reading the members');
		tally.waitFor('the gate opens', 20_000);
		tally.begin('Writing');
		expect(tally.line).toBe('Writing');
	});

	it('names everything that is waited for, each until its own end', () => {
		const { time, tally } = aTally();
		tally.begin('Reading the members');
		tally.waitFor('the gate opens', 30_000);
		tally.waitFor('REST answers again', 4_000);
		tally.waitFor('REST answers again', 5_000);
		expect(tally.line).toBe('Reading the members; the gate opens in 30 s, REST answers again in 5 s');
		time.now = 5_000;
		expect(tally.line).toBe('Reading the members; the gate opens in 25 s');
	});

	it('has minutes for long times', () => {
		const { time, tally } = aTally();
		tally.count(0, 1_000_000);
		time.now = 10_000;
		tally.count(10_000, 1_000_000);
		expect(tally.line).toBe('10,000 of 1,000,000 members, 1,000/s, 17 min left');
	});
});

/** A terminal, or something else, and what is written to it. */
function anOutput(isTTY: boolean) {
	let text = '';
	const write = (chunk: Buffer, _: string, done: () => void) => {
		text += chunk.toString();
		done();
	};
	const stderr = Object.assign(new Writable({ write }), { isTTY, columns: 80 });
	const surroundings = { env: {}, stdout: stderr, stderr, signal: new AbortController().signal };
	return { terminal: new Terminal(surroundings), text: () => text };
}

describe('progress', () => {
	it('is a line for each thing that begins where there is no terminal', () => {
		const { terminal, text } = anOutput(false);
		const progress = showProgress(terminal, false);
		progress.begin('Connecting');
		progress.begin('Reading');
		progress.stop();
		expect(text()).toBe('Connecting\nReading\n');
	});

	it('is a line now and then while something goes on, and none that says the same again', async () => {
		const lines: string[] = [];
		const { time, tally } = aTally();
		const progress = new PlainLines(tally, (line) => lines.push(line), 1);
		onTestFinished(() => progress.stop());
		progress.begin('Reading');
		progress.count(10, 100);
		await expect.poll(() => lines.length).toBe(2);
		time.now = 1_000;
		progress.count(20, 100);
		await expect.poll(() => lines.length).toBe(3);
		expect(lines).toEqual(['Reading', 'Reading; 10 of 100 members', 'Reading; 20 of 100 members, 10/s, 8 s left']);
	});

	it('is a bar on a terminal, which is gone at the end, with the cursor back', async () => {
		const { terminal, text } = anOutput(true);
		const progress = showProgress(terminal, false);
		progress.begin('Reading the members');
		progress.count(50, 100);
		await expect.poll(text).toContain('50 of 100 members');
		expect(text()).toContain('\u001b[?25l');
		progress.stop();
		progress.stop();
		expect(text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(text().lastIndexOf('50 of 100'));
		expect(text().endsWith('\n')).toBe(false);
		const before = text();
		progress.begin('Writing');
		expect(text()).toBe(before);
	});

	it('is nothing if the user wants quiet', () => {
		const { terminal, text } = anOutput(true);
		const progress = showProgress(terminal, true);
		progress.begin('Reading');
		progress.stop();
		expect(text()).toBe('');
	});
});

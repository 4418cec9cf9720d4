import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../tests/rollcall.js';
import { FileTarget } from './FileTarget.js';
import { markOf, placing } from './placing.js';

/** No process has this number: it is above the largest. */
const NOBODY = 4_194_305;

const hashOf = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** An export of a text, up to the moment at which it gets its name. */
async function anExport(file: string, text: string) {
	const target = await FileTarget.open(file);
	await target.write(text);
	return () => target.finish(JSON.stringify({ sha256: hashOf(text) }));
}

const marksIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.placing'));

describe('exports to one file at once', () => {
	it('get their names one after the other, each with its own description', async () => {
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		const exports = await Promise.all(Array.from({ length: 6 }, (_, n) => anExport(file, `list ${n}`)));
		await Promise.all(exports.map((finish) => finish()));
		expect(JSON.parse(readFileSync(`${file}.meta.json`, 'utf8')).sha256).toBe(hashOf(readFileSync(file)));
		expect(readdirSync(folder).sort()).toEqual(['all.csv', 'all.csv.meta.json']);
	});

	it('wait for one that is between description and list', async () => {
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		const finish = await anExport(file, 'the later list');
		let isPlaced = false;
		let finishing: Promise<void> | undefined;
		await placing(file, async () => {
			const [own] = marksIn(folder);
			finishing = finish().then(() => {
				isPlaced = true;
			});
			// It looks again and again, each time with a mark of another name.
			const seen = new Set<string>();
			const hasTried = () => {
				for (const name of marksIn(folder)) seen.add(name);
				return isPlaced || seen.size > 3;
			};
			await expect.poll(hasTried, { interval: 1 }).toBe(true);
			expect([isPlaced, existsSync(file), marksIn(folder).includes(own ?? '')]).toEqual([false, false, true]);
		});
		await finishing;
		expect(readFileSync(file, 'utf8')).toBe('the later list');
		expect(marksIn(folder)).toEqual([]);
	});

	it('never are at it together, under names that some file systems take for one', async () => {
		const folder = aFolder();
		let running = 0;
		const each = async (name: string) => {
			await placing(join(folder, name), async () => {
				expect(++running).toBe(1);
				for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
				running--;
			});
		};
		await Promise.all(['a.csv', 'A.csv', 'a.csv', 'a.CSV'].map(each));
		expect(running).toBe(0);
	});

	it('are not held back by one that was killed', async () => {
		const folder = aFolder();
		const file = join(folder, 'all.csv');
		writeFileSync(join(folder, markOf(file, NOBODY)), '');
		const finish = await anExport(file, 'list');
		await finish();
		expect(readFileSync(file, 'utf8')).toBe('list');
		expect(readdirSync(folder).sort()).toEqual(['all.csv', 'all.csv.meta.json']);
	});
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copyPages } from './copyPages.js';
import { keepWithinPackage } from './keepWithinPackage.js';

function folders(): { from: string; to: string } {
	const folder = mkdtempSync(join(tmpdir(), 'pages-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	mkdirSync(join(folder, 'docs/api'), { recursive: true });
	return { from: join(folder, 'docs'), to: join(folder, 'shipped') };
}

it('ships pages and plots, and neither folders nor what is no page any more', () => {
	const { from, to } = folders();
	writeFileSync(join(from, 'old.md'), 'Old.');
	copyPages(from, to);
	rmSync(join(from, 'old.md'));
	writeFileSync(join(from, 'page.md'), 'See [the other](other.md#part) and [a file](../src/a.ts).');
	writeFileSync(join(from, 'plot.svg'), '<svg/>');
	copyPages(from, to);
	expect(readdirSync(to).sort()).toEqual(['page.md', 'plot.svg']);
	expect(readFileSync(join(to, 'page.md'), 'utf8')).toBe(
		'See [the other](other.md#part) and a file (`src/a.ts` in the repository).',
	);
});

it('says where a link that leads out of the package led, unless the text says so', () => {
	expect(keepWithinPackage('[the bench](../bench/README.md#run)')).toBe(
		'the bench (`bench/README.md` in the repository)',
	);
	expect(keepWithinPackage('[`examples/a.ts`](../examples/a.ts)')).toBe('`examples/a.ts`');
	expect(keepWithinPackage('[web](https://discord.com) ![plot](plot.svg)')).toBe(
		'[web](https://discord.com) ![plot](plot.svg)',
	);
});

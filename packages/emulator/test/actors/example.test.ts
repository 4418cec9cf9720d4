import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

it('runs as docs/actors.md shows it', async () => {
	const log = vi.spyOn(console, 'log').mockReturnValue();
	await import('./example.js');
	expect(log.mock.calls).toEqual([['Member: 7 hours', 15, []]]);
	const example = await readFile(here('./example.ts'), 'utf8');
	expect(await readFile(here('../../docs/actors.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

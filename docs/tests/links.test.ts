import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from './readMarkdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root });
const pages = listed
	.toString()
	.split('\n')
	.filter((path) => path !== '' && existsSync(join(root, path)));

/** The defect of a link on a page of this text; `undefined` if there is none. */
function complaint(page: string, text: string, link: string): string | undefined {
	if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined; // an address outside of the repository
	const [path = '', anchor = ''] = link.split('#').map(decodeURIComponent);
	const file = path === '' ? page : resolve(dirname(page), path);
	if (!file.startsWith(root)) return `${link}: leads out of the repository`;
	if (path !== '' && !existsSync(file)) return `${link}: there is no such file`;
	if (anchor === '') return undefined;
	if (!file.endsWith('.md')) return `${link}: a file that is no page has no anchors that last`;
	const target = path === '' ? text : readFileSync(file, 'utf8');
	return readMarkdown(target).anchors.has(anchor) ? undefined : `${link}: there is no such heading`;
}

const complaintsOf = (page: string, text: string) =>
	readMarkdown(text).links.flatMap((link) => complaint(page, text, link) ?? []);

describe('the pages of the repository', () => {
	it('are found', () => {
		expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/fetching.md', 'packages/emulator/README.md']));
	});

	it.each(pages)('%s leads nowhere that does not exist', (path) => {
		const page = join(root, path);
		expect(complaintsOf(page, readFileSync(page, 'utf8'))).toEqual([]);
	});

	it('would be caught if they did', () => {
		const text = [
			'[a](missing.md) [b](fetching.md#nothing) [c](#a-heading) [d](DISCORD_MEMBER_FETCH_TROUBLESHOOTING.md#closed) [e](https://example.org/x#y)',
			'![f](missing.svg) <img src="missing.png"> [g](../../outside.md) [h](roles.md)',
			'',
			'# A `heading`',
		].join('\n');
		expect(complaintsOf(join(root, 'docs/page.md'), text).map((text) => text.split(':')[0])).toEqual([
			'missing.md',
			'fetching.md#nothing',
			'missing.svg',
			'../../outside.md',
			'missing.png',
		]);
	});
});

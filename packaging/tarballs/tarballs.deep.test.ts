import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMarkdown } from '../../docs/tests/readMarkdown.js';
import { SHARED } from '../bundle/bundle.js';
import { ROOT, readPublished, run } from '../workspace/index.js';
import { packTarball } from './packTarball.js';
import type { Tarball } from './Tarball.js';

const destination = mkdtempSync(join(tmpdir(), 'tarballs-'));
afterAll(() => rmSync(destination, { recursive: true }));

/** What a browser gets: Vite makes it. */
const SITE = /^dist\/page\/(?:index\.html|assets\/[^/]+\.(?:js|css|svg))$/;
const SHIPPED = /^(?:dist\/.+(?:\.js|\.d\.ts)|bin\/[^/]+\.js|cases\/[^/]+\.yaml|docs\/[^/]+\.(?:md|svg)|[^/]+)$/;
const BESIDES = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

const source = ({ folder }: Tarball, path: string) =>
	join(folder, path.replace(/^dist\//, 'src/').replace(/(?:\.d\.ts|\.js)$/, '.ts'));
const read = ({ folder }: Tarball, path: string) => readFileSync(join(folder, path), 'utf8');

// `npm run test:deep` builds first, so that this is about what would be published.
describe.each(readPublished())('the tarball of $manifest.name', (item) => {
	let tarball: Tarball;
	beforeAll(async () => {
		tarball = await packTarball(item, destination);
	});

	it('has a licence, a README, a changelog, the build, and nothing else', () => {
		expect(tarball.paths).toEqual(expect.arrayContaining(BESIDES));
		expect(tarball.paths.filter((path) => !SHIPPED.test(path) && !SITE.test(path))).toEqual([]);
		expect(tarball.paths.filter((path) => !path.includes('/')).sort()).toEqual(BESIDES);
	});

	it('has nothing built of a test, and nothing built of a source that is gone', () => {
		const built = tarball.paths.filter((path) => path.startsWith('dist/'));
		expect(built.filter((path) => /(?:^|\/)tests?\/|\.test\./.test(path))).toEqual([]);
		const bundles = [`dist/${SHARED}`, 'dist/restart.js'];
		const ofSources = built.filter((path) => !bundles.includes(path) && !SITE.test(path));
		expect(ofSources.filter((path) => !existsSync(source(tarball, path)))).toEqual([]);
	});

	it('has all that it says one can import or run', () => {
		const { exports = {}, bin = {} } = tarball.manifest;
		const doors = Object.values(exports).flatMap((door) => (typeof door === 'string' ? door : Object.values(door)));
		const named = [...doors, ...Object.values(bin)].map((path) => normalize(path));
		expect(named.filter((path) => !tarball.paths.includes(path))).toEqual([]);
		expect(named.length).toBeGreaterThan(1);
	});

	it('names no file that stays behind: no map of sources, no folder of this machine', () => {
		const texts = tarball.paths.map((path) => ({ path, text: read(tarball, path) }));
		const naming = texts.filter(({ text }) => text.includes('sourceMappingURL') || text.includes(ROOT));
		expect(naming.map(({ path }) => path)).toEqual([]);
	});

	it('has pages whose links lead to the web, or to what is in it', () => {
		const links = tarball.paths.flatMap((page) =>
			page.endsWith('.md') ? readMarkdown(read(tarball, page)).links.map((link) => ({ page, link })) : [],
		);
		const dead = links.filter(({ page, link }) => {
			const [path = ''] = link.split('#');
			return !/^https:/.test(link) && path !== '' && !tarball.paths.includes(join(dirname(page), path));
		});
		expect(dead).toEqual([]);
	});

	it('finds no fault with publint', async () => {
		const data = readFileSync(tarball.file);
		const pack = { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer };
		const { messages, pkg } = await publint({ pack, strict: true });
		expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
	});

	// CommonJS gets an ES module, which the Node that the package asks for can require(); the consumers' test shows it.
	it('has types that are right for every way to import it, says attw', async () => {
		const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
		const rules = ['--ignore-rules', 'cjs-resolves-to-esm', '--no-definitely-typed', '--format', 'json'];
		const said = await run(process.execPath, [attw, tarball.file, ...rules], { cwd: ROOT });
		const { analysis } = JSON.parse(said) as { analysis: { entrypoints: Record<string, unknown> } };
		expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(tarball.manifest.exports ?? {}));
	});
});

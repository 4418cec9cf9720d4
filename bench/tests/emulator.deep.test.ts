import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runScript } from './runScript.js';

/** The script of `npm run bench:emulator`; `npm run test:deep` builds it before the tests. */
const EMULATOR = fileURLToPath(new URL('../dist/emulator/main.js', import.meta.url));

it('the emulator is measured beside a bare server, with a crowd, and with silent sockets, and answers are counted', async () => {
	const small = ['--members', '3500', '--rounds', '1', '--sessions', '3', '--connections', '50'];
	const { code, stdout, stderr } = await runScript(EMULATOR, small);
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/\| bare ws server \| none \| [\d,]+ \| 1\.00 \|/);
	expect(stdout).toMatch(/\| emulator \| zlib-stream \| [\d,]+ \|/);
	expect(stdout).toMatch(/\| 3 sessions on 3,500 members at once \| all complete after \d+ s \|/);
	expect(stdout).toMatch(/beside 50 open ones \| [\d.]+ m?s \|/);
});

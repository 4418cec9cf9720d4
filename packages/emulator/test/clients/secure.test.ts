import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../../src/tests/selfSigned.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function files() {
	const folder = mkdtempSync(join(tmpdir(), 'secure-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
	const made = selfSigned();
	writeFileSync(cert, made.cert);
	writeFileSync(key, made.key);
	return { cert, key };
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
	const command = [at('../../bin/rollcall-emulator.js'), '--members', '30', ...args];
	const child = spawn(process.execPath, command, { cwd: at('.'), env: { ...process.env, ...env } });
	const out = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const)
		child[name].on('data', (text) => {
			out[name] += text;
		});
	const [code] = await once(child, 'close');
	return { code, ...out };
}

// `npm test` builds first: Node runs what is built.
describe('rollcall-emulator --tls-cert --tls-key', () => {
	it.each(['discordjsByAddress', 'discordjs'])(
		'serves an unmodified discord.js over https and wss: %s',
		async (bot) => {
			const { cert, key } = files();
			const args = ['--tls-cert', cert, '--tls-key', key, '--', process.execPath, at(`./bots/${bot}.mjs`)];
			const { code, stdout, stderr } = await run(args, { NODE_EXTRA_CA_CERTS: cert });
			const last = bot === 'discordjs' ? '30' : 'https: 30';
			expect({ code, last: stdout.trim().split('\n').at(-1), stderr }).toMatchObject({ code: 0, last });
			expect(stderr).toMatch(/REST {5}https:\/\/[\s\S]*Gateway {2}wss:\/\//);
		},
	);

	it('says what is missing or wrong', async () => {
		const { cert } = files();
		const alone = await run(['--tls-cert', cert]);
		expect(alone.stderr).toContain('--tls-cert is there without --tls-key. Give both, or none of the two.');
		expect(alone.code).toBe(1);
		const none = await run(['--tls-cert', `${cert}.none`, '--tls-key', cert]);
		expect(none.stderr).toMatch(/--tls-cert <file>.*Expected a PEM file: ENOENT/);
	});
});

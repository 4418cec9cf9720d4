#!/usr/bin/env node
// What `npm start` runs: builds the bot if a source has changed, and starts it, as a demo if there is no token. A deployment
// builds once and runs dist/main.js itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { isBuilt, outputsOf } from './isBuilt.js';

const bot = fileURLToPath(new URL('..', import.meta.url));

if (!isBuilt(bot)) build();
if (!isTokenSet()) process.argv.push('--demo');
await import('../dist/main.js');

function build() {
	process.stderr.write('Something has changed since the last build. Building…\n');
	const start = new Date();
	// All of the build: the bundles of the packages are made after the compiler.
	const root = fileURLToPath(new URL('../../..', import.meta.url));
	const { status } = spawnSync('npm run --silent build', { cwd: root, shell: true, stdio: ['ignore', 2, 2] });
	if (status !== 0) process.exit(1);
	// The compiler leaves its file alone if the change made no difference to it. The next start need not ask it again.
	for (const output of outputsOf(bot)) utimesSync(output, start, start);
}

/** Also a token that is empty is set: the bot then refuses to start. */
function isTokenSet() {
	if (process.env.DISCORD_TOKEN !== undefined) return true;
	// The bot reports a file that it cannot read.
	try {
		return existsSync('.env') && parseEnv(readFileSync('.env', 'utf8')).DISCORD_TOKEN !== undefined;
	} catch {
		return true;
	}
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian, other systems and people have it. */
const PLACES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser of this machine. On Debian it is installed if it is missing and this user may do so, as in a container.
 *
 * @throws Error that says what to install
 */
export function findChromium(): string {
	const found = look() ?? install();
	if (found !== undefined) return found;
	throw new Error(
		'The tests of the status page need Chromium. Install it, on Debian with: sudo apt-get install chromium. Or set CHROMIUM to the path of a browser that is based on it.',
	);
}

function look(): string | undefined {
	return PLACES.find((place) => place !== undefined && existsSync(place));
}

function install(): string | undefined {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const words of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
	])
		spawnSync('apt-get', words, { env, stdio: 'ignore' });
	return look();
}

import { existsSync } from 'node:fs';
import { installPackage } from '../../../../packaging/debian/installPackage.js';

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
		'The tests of the pages need Chromium. Install it, on Debian with: sudo apt-get install chromium. Or set CHROMIUM to the path of a browser that is based on it.',
	);
}

function look(): string | undefined {
	return PLACES.find((place) => place !== undefined && existsSync(place));
}

function install(): string | undefined {
	installPackage('chromium');
	return look();
}

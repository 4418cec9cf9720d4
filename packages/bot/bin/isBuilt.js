import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files that the build leaves out. */
const TESTS = /\.test\.ts$|^tests$/;

/**
 * Whether no source is newer than what was built of it, for the bot and the packages that it runs on. It compares times only,
 * since a start should not wait for a compiler that then finds nothing to do.
 *
 * @param {string} bot - the folder of the bot
 */
export function isBuilt(bot) {
	return [...builds(bot)].every(([output, sources]) => isNewer(output, sources));
}

/**
 * The files whose times tell when something was built.
 *
 * @param {string} bot - the folder of the bot
 */
export function outputsOf(bot) {
	return [...builds(bot).keys()];
}

/**
 * What is built of which folder.
 *
 * @param {string} bot
 */
function builds(bot) {
	const packages = [bot, join(bot, '../rollcall'), join(bot, '../emulator'), join(bot, '../csv')];
	const compiled = packages.map((folder) => [join(folder, 'dist/.tsbuildinfo'), join(folder, 'src')]);
	// The page of the bot shares parts with that of the emulator.
	const pages = [bot, join(bot, '../emulator')].map((folder) => [
		join(folder, 'dist/page/.built'),
		join(folder, 'page'),
	]);
	return new Map([...compiled, ...pages]);
}

/**
 * @param {string} built
 * @param {string} sources
 */
function isNewer(built, sources) {
	const { mtimeMs } = statSync(built, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
	return mtimeMs > newestIn(sources);
}

/**
 * The time of the last change below a folder. That of a folder counts, too, because it shows that a file was removed.
 *
 * @param {string} folder
 * @returns {number}
 */
function newestIn(folder) {
	const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !TESTS.test(name));
	const times = entries.map((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs;
	});
	return Math.max(statSync(folder).mtimeMs, ...times);
}

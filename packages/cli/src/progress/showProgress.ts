import type { Terminal } from '../surroundings/index.js';
import { LiveBar } from './LiveBar.js';
import { PlainLines } from './PlainLines.js';
import type { Progress } from './Progress.js';
import { Tally } from './Tally.js';

const SILENT: Progress = { begin() {}, count() {}, waitFor() {}, stop() {} };

/** A bar on a terminal, plain lines elsewhere, and nothing if the user wants quiet. */
export function showProgress(terminal: Terminal, isQuiet: boolean, now: () => number = Date.now): Progress {
	if (isQuiet) return SILENT;
	const tally = new Tally(now);
	if (terminal.stderr.isTTY) return new LiveBar(tally, terminal.stderr);
	return new PlainLines(tally, (line) => terminal.say(line));
}

import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { hearWarnings } from '../warningsOf.js';
import { fromRoster, PLAIN } from './makes.js';
import { play } from './play.js';
import type { Script } from './scripts.js';

const folder = new URL('./stories/', import.meta.url);

/** Stories in which the two clients once differed. */
it.each(readdirSync(folder))('two clients see the same in the story %s', async (file) => {
	hearWarnings();
	const script = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Script;
	await play(script, [PLAIN, fromRoster()], {});
});

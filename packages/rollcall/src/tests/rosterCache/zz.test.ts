import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { fromRoster, PLAIN } from './makes.js';
import { play } from './play.js';
import { tour } from './tour.js';

it('replays', async () => {
	const text = readFileSync('/tmp/script.json', 'utf8');
	const script = text.startsWith('tour') ? tour(Number(text.slice(4))) : JSON.parse(text);
	await play(script, [PLAIN, fromRoster()], {});
});

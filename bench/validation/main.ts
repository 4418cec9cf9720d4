import { describeSetting } from '../reporting/describeSetting.js';
import { ways } from './bot/Way.js';
import { keepMeasured } from './keeping/keepMeasured.js';
import { readKept } from './keeping/readKept.js';
import { writeKept } from './keeping/writeKept.js';
import type { Gain } from './promises/Gain.js';
import type { Measured } from './promises/Measured.js';
import type { Scale } from './promises/Scale.js';
import { readArguments } from './readArguments.js';
import { renderPage } from './reporting/renderPage.js';

async function main(): Promise<void> {
	const { gains, scale, isFull, isRewrite } = readArguments(process.argv.slice(2));
	if (isRewrite) return writeKept(await readKept());
	const parts: { gain: Gain; measured: Measured }[] = [];
	for (const gain of gains) {
		const measured = await measure(gain, scale);
		parts.push({ gain, measured });
		const lies = gain.findLies(measured.found);
		for (const lie of lies) console.error(`WRONG: ${gain.name}: ${lie}`);
		if (lies.length > 0) process.exitCode = 1;
		else if (isFull) await keepMeasured(measured);
	}
	console.log(renderPage(parts));
}

async function measure(gain: Gain, scale: Scale): Promise<Measured> {
	const startedAt = performance.now();
	// Apart from the results, which go to stdout.
	const found = await gain.measure(scale, (line) => console.error(`${gain.name}: ${line}`));
	const seconds = Math.round((performance.now() - startedAt) / 1000);
	return { gain: gain.name, setting: describeSetting(ways), seconds, found };
}

try {
	await main();
} catch (error) {
	process.exitCode = 1;
	console.error(error);
}
// A discord.js client that was destroyed while it reconnected goes on trying, and would keep this process alive.
process.stdout.write('', () => process.exit());

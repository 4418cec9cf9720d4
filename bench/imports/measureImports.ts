import type { ImportCost } from './ImportCost.js';
import { type Imports, measureImport } from './measureImport.js';

/** The import of a bot, and the one that it is compared with. */
const PAIRS = {
	'rollcall after discord.js': { base: 'discord.js', own: 'rollcall' },
	'discord.js again, which is the error of the measurement': { base: 'discord.js', own: 'discord.js' },
} as const satisfies Record<string, Imports>;

/** The cost of each import in each round. */
export type ImportRounds = Readonly<Record<string, readonly ImportCost[]>>;

/** Measures every import in fresh processes, in turns, so that a busy moment of the machine favours none. */
export async function measureImports(rounds: number): Promise<ImportRounds> {
	const found: Record<string, ImportCost[]> = {};
	for (let round = 0; round < rounds; round++) {
		for (const [title, pair] of Object.entries(PAIRS)) {
			found[title] = [...(found[title] ?? []), await measureImport(pair)];
		}
	}
	return found;
}

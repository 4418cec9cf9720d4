const MODES = ['legacy', 'optimized', 'compare'] as const;

/** Reads `MEMBER_FETCH=holders:compare,welcome:legacy`; any other command is `optimized`. */
export function modeOf(command: string, flags = process.env.MEMBER_FETCH ?? ''): (typeof MODES)[number] {
	const flag = flags.split(',').find((pair) => pair.split(':')[0]?.trim() === command);
	if (flag === undefined) return 'optimized';
	const mode = MODES.find((known) => known === flag.split(':')[1]?.trim());
	if (!mode) throw new RangeError(`MEMBER_FETCH has "${flag}"; after "${command}:" comes one of ${MODES.join(', ')}.`);
	return mode;
}

/** Call it at the start with the commands that have two ways, so that a misspelt command is refused. */
export function checkFlags(commands: readonly string[], flags = process.env.MEMBER_FETCH ?? ''): void {
	for (const flag of flags.split(',').filter((pair) => pair.trim() !== '')) {
		const command = flag.split(':')[0]?.trim() ?? '';
		if (!commands.includes(command))
			throw new RangeError(`MEMBER_FETCH names "${command}"; the commands with two ways are ${commands.join(', ')}.`);
		modeOf(command, flag);
	}
}

/** One question, answered with ids of members by the old way and by the new one. */
export interface Ways {
	legacy(): Promise<string[]>;
	optimized(): Promise<string[]>;
}

/** `compare` answers with the old way, then runs the new one and logs how they differ: only ids and counts. */
export async function chooseWay(command: string, ways: Ways, mode = modeOf(command)): Promise<string[]> {
	if (mode !== 'compare') return ways[mode]();
	const legacy = await ways.legacy();
	void ways.optimized().then(
		(optimized) => console.log(`${command}: ${describeDifference(new Set(legacy), new Set(optimized))}`),
		(error) => console.log(`${command}: the new way failed: ${error}`),
	);
	return legacy;
}

function describeDifference(legacy: Set<string>, optimized: Set<string>): string {
	const onlyLegacy = [...legacy].filter((id) => !optimized.has(id));
	const onlyOptimized = [...optimized].filter((id) => !legacy.has(id));
	if (onlyLegacy.length + onlyOptimized.length === 0) return `the two ways agree on ${legacy.size}`;
	const some = (ids: string[]) => `${ids.length} (${ids.slice(0, 5).join(', ')})`;
	return `the two ways differ: only the old one has ${some(onlyLegacy)}, only the new one ${some(onlyOptimized)}`;
}

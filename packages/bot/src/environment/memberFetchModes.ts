/**
 * `legacy`: the old way, by `guild.members.fetch()`. `optimized`: by the service. `compare`: both, and the old one
 * answers.
 */
export const FETCH_MODES = ['legacy', 'optimized', 'compare'] as const;
export type FetchMode = (typeof FETCH_MODES)[number];

/** The commands that exist in both ways. */
export const SWITCHABLE_COMMANDS = ['report', 'jamsu'] as const;
export type SwitchableCommand = (typeof SWITCHABLE_COMMANDS)[number];

/** The modes that are set; a command without one is `optimized`. */
export type FetchModes = Readonly<Partial<Record<SwitchableCommand, FetchMode>>>;

/** How a command gets its members. */
export function fetchModeOf(environment: { readonly memberFetch: FetchModes }, command: SwitchableCommand): FetchMode {
	return environment.memberFetch[command] ?? 'optimized';
}

/**
 * Reads `report:legacy,jamsu:compare`.
 *
 * @throws RangeError that names the wrong part, and the values that are possible
 */
export function parseFetchModes(value: string): FetchModes {
	const parts = value.split(',').map((part) => part.trim());
	const pairs = parts.filter((part) => part !== '').map((part, index) => parsePair(part, index + 1));
	const twice = pairs.find(([command], n) => pairs.findIndex(([other]) => other === command) < n);
	if (twice) throw new RangeError(`has ${twice[0]} twice; set one mode for each command`);
	return Object.fromEntries(pairs);
}

/** The message does not show its words, since any of them may be a secret that was copied to the wrong variable. */
function parsePair(part: string, place: number): [SwitchableCommand, FetchMode] {
	const [name = '', mode = '', ...rest] = part.split(':').map((word) => word.trim());
	const command = SWITCHABLE_COMMANDS.find((known) => known === name);
	const fetchMode = FETCH_MODES.find((known) => known === mode);
	if (command && fetchMode && rest.length === 0) return [command, fetchMode];
	const example = 'write pairs like report:legacy,jamsu:optimized';
	throw new RangeError(
		`has no command and mode in place ${place}; ${example}, with the commands ${SWITCHABLE_COMMANDS.join(', ')} and the modes ${FETCH_MODES.join(', ')}`,
	);
}

import type { Environment } from './Environment.js';
import { EnvironmentError } from './EnvironmentError.js';
import { isLoopback } from './isLoopback.js';
import { schema, VARIABLES } from './schema.js';

/** The variables as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where Discord is. */
export const DISCORD_API_BASE = 'https://discord.com/api';

/** The value of another variable is shown if it is one short word, which is shorter than any secret of the bot. */
const UNTOLD: readonly string[] = ['DISCORD_TOKEN', 'DASHBOARD_TOKEN', 'DISCORD_API_BASE', 'DATABASE_PATH'];
const SHORT_WORD = /^[\w.:#-]{1,12}$/;

/** A secret that could not be filled in must not look like a bot that was started without one. */
const EMPTY_TOKENS = {
	DISCORD_TOKEN:
		'DISCORD_TOKEN is set, but empty. Put the token into it; or unset it, and start with --demo to run on the emulator.',
	DASHBOARD_TOKEN:
		'DASHBOARD_TOKEN is set, but empty. Put a token into it, for example from openssl rand -hex 24; or unset it, and every program of this machine may read the status page.',
} as const;

const OPEN_HOST =
	'is not loopback, so that others can reach it; set DASHBOARD_TOKEN, too, for example to the output of openssl rand -hex 24';

/**
 * Checks the variables and fills in the defaults. An empty value counts as none, except for a token.
 *
 * @throws EnvironmentError with every problem
 */
export function readEnvironment(variables: Variables): Environment {
	const given = Object.fromEntries(
		VARIABLES.map((name) => [name, variables[name]?.trim()]).filter(([, value]) => value !== undefined && value !== ''),
	) as Record<string, string>;
	const { success, data, error } = schema.safeParse(given);
	const problems = (error?.issues ?? []).map(({ path, message }) => describe(String(path[0]), message, given));
	for (const [name, problem] of Object.entries(EMPTY_TOKENS))
		if (variables[name]?.trim() === '') problems.push(problem);
	if (data?.DASHBOARD_HOST !== undefined && variables.DASHBOARD_TOKEN === undefined && !isLoopback(data.DASHBOARD_HOST))
		problems.push(describe('DASHBOARD_HOST', OPEN_HOST, given));
	if (!success || problems.length > 0) throw new EnvironmentError(problems);
	return {
		...(data.DISCORD_TOKEN !== undefined && { token: data.DISCORD_TOKEN }),
		apiBase: data.DISCORD_API_BASE ?? DISCORD_API_BASE,
		membersIntent: data.ENABLE_GUILD_MEMBERS_INTENT ?? true,
		// The emulator has its own file, so that its made-up members are not mixed with real ones.
		databasePath: data.DATABASE_PATH ?? (data.DISCORD_TOKEN === undefined ? 'data/emulated.db' : 'data/rollcall.db'),
		...(data.REPORT_CHANNEL_ID !== undefined && { reportChannelId: data.REPORT_CHANNEL_ID }),
		logLevel: data.LOG_LEVEL ?? 'info',
		memberFetch: data.MEMBER_FETCH ?? {},
		dashboard: {
			host: data.DASHBOARD_HOST ?? '127.0.0.1',
			port: data.DASHBOARD_PORT ?? 8080,
			...(data.DASHBOARD_TOKEN !== undefined && { token: data.DASHBOARD_TOKEN }),
			...(data.DASHBOARD_NAMES !== undefined && { names: data.DASHBOARD_NAMES }),
		},
	};
}

function describe(name: string, message: string, given: Record<string, string>): string {
	const value = given[name] ?? '';
	return `${name}=${SHORT_WORD.test(value) && !UNTOLD.includes(name) ? value : '[not shown]'} ${message}.`;
}

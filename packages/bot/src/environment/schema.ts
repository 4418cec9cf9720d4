import { isIP } from 'node:net';
import { z } from 'zod';
import { DISCORD_TOKEN } from '../errors/withoutSecrets.js';
import { parseFetchModes } from './memberFetchModes.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The valid values of each variable. The messages continue after the name of the variable, and name the cure. */
export const schema = z.object({
	DISCORD_TOKEN: z
		.string()
		.regex(/^[!-~]+$/, 'cannot be a token; copy it again, without "Bot " before it')
		.optional(),
	DISCORD_API_BASE: z
		.string()
		.refine(isApiBase, 'must be an http or https URL that ends in /api, such as https://discord.com/api')
		.optional(),
	ENABLE_GUILD_MEMBERS_INTENT: z
		.string()
		.toLowerCase()
		.refine((word) => word === 'true' || word === 'false', 'must be true or false')
		.transform((word) => word === 'true')
		.optional(),
	DATABASE_PATH: z
		.string()
		.refine(isPath, 'must be the path of a file, such as data/rollcall.db; SQLite takes no URLs')
		.optional(),
	REPORT_CHANNEL_ID: z
		.string()
		.refine(isSnowflake, 'must be the id of a channel, 15 to 20 digits: right-click the channel, "Copy Channel ID"')
		.optional(),
	LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).optional(),
	MEMBER_FETCH: z
		.string()
		.transform((value, context) => {
			try {
				return parseFetchModes(value);
			} catch (error) {
				context.addIssue({ code: 'custom', message: (error as Error).message });
				return z.NEVER;
			}
		})
		.optional(),
	DASHBOARD_HOST: z.string().refine(isHost, 'must be a host name or an address, such as 127.0.0.1').optional(),
	DASHBOARD_PORT: z
		.string()
		.refine(isPort, 'must be a port: a whole number from 0 (any that is free) to 65535')
		.transform(Number)
		.optional(),
	DASHBOARD_TOKEN: z
		.string()
		.min(16, 'is too short to be safe; use at least 16 characters, for example from openssl rand -hex 24')
		.regex(/^[!-~]+$/, 'cannot be sent in a header; use letters and digits, for example from openssl rand -hex 24')
		.optional(),
	DASHBOARD_NAMES: z
		.string()
		.toLowerCase()
		.transform((value) => value.split(',').map((name) => name.trim()))
		.refine((names) => names.every(isHost), 'must be host names, separated by commas, such as status.example.com')
		.optional(),
});

/** The names of the variables that the bot reads. */
export const VARIABLES = Object.keys(schema.shape) as (keyof typeof schema.shape)[];

function isApiBase(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, pathname, search, hash, username, password } = new URL(value);
	const isBare = [search, hash, username, password].every((part) => part === '');
	return /^https?:$/.test(protocol) && pathname.endsWith('/api') && isBare;
}

/** A token that was copied to the wrong variable would become the name of a file. */
function isPath(value: string): boolean {
	return !/^[a-z][\w+.-]+:\/\//i.test(value) && !DISCORD_TOKEN.test(value);
}

function isSnowflake(value: string): boolean {
	return /^\d{15,20}$/.test(value) && BigInt(value) < 2n ** 64n;
}

/** Underscores are allowed, since names in container networks may have them. */
function isHost(value: string): boolean {
	return isIP(value) !== 0 || (/^(?!-)[\w-]+(\.(?!-)[\w-]+)*$/.test(value) && !/^[\d.]+$/.test(value));
}

function isPort(value: string): boolean {
	return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

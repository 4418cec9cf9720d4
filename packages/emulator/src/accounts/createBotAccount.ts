import { randomBytes } from 'node:crypto';
import type { APIUser } from 'discord-api-types/v10';
import { DAY_MS } from '../clock/index.js';
import type { BotOptions } from '../options/index.js';
import { SeededRandom, snowflakeAt } from '../random/index.js';
import type { BotAccount } from './BotAccount.js';
import { SigningKey } from './SigningKey.js';

const ADMINISTRATOR = 1n << 3n;
const FIRST_BOT_CREATED_AT = Date.UTC(2021, 4, 20);

/** Makes an account from options. Everything else follows from the seed and the position, except the token. */
export function createBotAccount(options: BotOptions, seed: number, index: number): BotAccount {
	const random = new SeededRandom(seed, 0xb07, index);
	const id = options.id ?? snowflakeAt(FIRST_BOT_CREATED_AT + index * DAY_MS, random.below(1 << 22));
	return {
		token: options.token ?? createToken(id),
		id,
		applicationId: id,
		key: new SigningKey(),
		user: createUser(id, options.username ?? `rollcall-bot-${index + 1}`, random),
		intents: {
			members: options.intents?.members ?? true,
			presences: options.intents?.presences ?? true,
			messageContent: options.intents?.messageContent ?? true,
		},
		guilds: options.guilds ?? 'all',
		permissions: options.permissions === undefined ? ADMINISTRATOR : BigInt(options.permissions),
	};
}

/**
 * It has the shape of a real token, because some clients check it. It opens nothing. It does not follow from the seed,
 * since anyone who knows the seed could then call every emulator.
 */
function createToken(id: string): string {
	const head = Buffer.from(id).toString('base64url');
	const secret = randomBytes(33).toString('base64url');
	return `${head}.${secret.slice(0, 6)}.${secret.slice(6)}`;
}

function createUser(id: string, username: string, random: SeededRandom): APIUser {
	return {
		id,
		username,
		discriminator: String(1000 + random.below(9000)),
		global_name: null,
		avatar: null,
		bot: true,
		banner: null,
		accent_color: null,
		public_flags: 1 << 16,
		flags: 1 << 16,
		avatar_decoration_data: null,
		primary_guild: null,
	};
}

import type { BotAccount } from '../../accounts/index.js';
import { asRecord } from '../../json/index.js';
import { type Connection, type Refusal, refusals } from '../connection/index.js';
import type { GatewayContext } from '../context/index.js';

/** The bot on a connection and its payload, or the refusal that closes the connection. */
export type Authenticated =
	| { readonly bot: BotAccount; readonly payload: Record<string, unknown>; readonly refusal?: undefined }
	| { readonly refusal: Refusal };

/** Finds the bot that sent IDENTIFY or RESUME on a connection, and counts it. */
export function authenticate(
	context: GatewayContext,
	connection: Connection,
	data: unknown,
	counted: 'identifies' | 'resumes',
): Authenticated {
	if (context.sessions.speakingOn(connection)) return { refusal: refusals.alreadyAuthenticated };
	const payload = asRecord(data);
	if (!payload) return { refusal: refusals.undecodable };
	const bot = botOf(context, payload.token);
	if (!bot) return { refusal: refusals.authenticationFailed };
	connection.botId = bot.id;
	context.stats.bot(bot.id).connections += 1;
	context.stats.bot(bot.id)[counted] += 1;
	return { bot, payload };
}

/** The bot of a token, unless its token was reset. */
export function botOf(context: GatewayContext, token: unknown): BotAccount | undefined {
	const bot = typeof token === 'string' ? context.accounts.byToken(token) : undefined;
	return bot && !context.tokensReset.has(bot.id) ? bot : undefined;
}

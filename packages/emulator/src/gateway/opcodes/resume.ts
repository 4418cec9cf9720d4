import { GatewayOpcodes } from 'discord-api-types/v10';
import { CloseCode, type Connection } from '../connection/index.js';
import type { GatewayContext } from '../GatewayContext.js';
import { asRecord } from './asRecord.js';
import { botOf } from './identify.js';

/** Opcode 6: replays what the session missed, then RESUMED; opcode 9 when there is nothing to resume. */
export function resume(context: GatewayContext, connection: Connection, data: unknown): void {
	if (connection.session) return connection.close(CloseCode.AlreadyAuthenticated, 'Already authenticated.');
	const payload = asRecord(data);
	if (!payload) return connection.close(CloseCode.DecodeError, 'Error while decoding payload.');
	const bot = botOf(context, payload.token);
	if (!bot) return connection.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
	connection.botId = bot.id;
	context.stats.bot(bot.id).connections += 1;
	context.stats.bot(bot.id).resumes += 1;
	goOn(context, connection, bot.id, payload);
}

function goOn(
	context: GatewayContext,
	connection: Connection,
	botId: string,
	{ session_id: id, seq }: Record<string, unknown>,
): void {
	const session = context.sessions.get(String(id));
	if (session?.identity.bot.id !== botId) return connection.send(GatewayOpcodes.InvalidSession, false);
	const sequence = Number(seq ?? 0);
	if (!(sequence <= session.sequence)) {
		context.sessions.end(session);
		return connection.close(CloseCode.InvalidSeq, 'Invalid seq.');
	}
	const former = session.connection;
	session.detach();
	former?.close(CloseCode.UnknownError, 'The session was resumed elsewhere.');
	context.sessions.pickUp(session);
	if (session.replay(connection, sequence)) return;
	context.sessions.end(session);
	connection.send(GatewayOpcodes.InvalidSession, false);
}

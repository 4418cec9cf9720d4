import { GatewayOpcodes } from 'discord-api-types/v10';
import { readId } from '../../json/index.js';
import { CloseCode, type Connection, type Refusal, refusals } from '../connection/index.js';
import type { GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';
import { authenticate } from './authenticate.js';

/** Opcode 6: replays what the session missed, then sends RESUMED. Without anything to resume, it is opcode 9. */
export function resume(context: GatewayContext, connection: Connection, data: unknown): Refusal | undefined {
	const authenticated = authenticate(context, connection, data, 'resumes');
	if (authenticated.refusal) return authenticated.refusal;
	const { bot, payload } = authenticated;
	const session = context.sessions.get(readId(payload.session_id) ?? '');
	const sequence = Number(readId(payload.seq) ?? 0);
	if (session?.identity.bot.id !== bot.id) connection.send(GatewayOpcodes.InvalidSession, false);
	else if (sequence <= session.sequence) goOn(context, connection, session, sequence);
	else return endAsInvalid(context, session);
	return undefined;
}

function goOn(context: GatewayContext, connection: Connection, session: Session, sequence: number): void {
	const former = session.connection;
	session.detach();
	former?.close(CloseCode.UnknownError, 'The session was resumed elsewhere.');
	context.sessions.pickUp(session);
	if (session.replay(connection, sequence)) return;
	context.sessions.end(session);
	connection.send(GatewayOpcodes.InvalidSession, false);
}

function endAsInvalid(context: GatewayContext, session: Session): Refusal {
	context.sessions.end(session);
	return refusals.invalidSequence;
}

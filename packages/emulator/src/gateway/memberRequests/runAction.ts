import { GatewayOpcodes } from 'discord-api-types/v10';
import type { FaultAction } from '../../faults/index.js';
import type { GuildWorld } from '../../world/index.js';
import { CloseCode } from '../connection/index.js';
import type { GatewayContext } from '../GatewayContext.js';
import type { Session } from '../session/index.js';

/** Does what a fault wants to happen in the middle of an answer. */
export function runAction(context: GatewayContext, session: Session, guild: GuildWorld, action: FaultAction): void {
	if (typeof action === 'function') return action(context.emulator);
	const { connection } = session;
	switch (action) {
		case 'cutResumable':
			return connection?.close(CloseCode.UnknownError, 'Cut by a fault.');
		case 'cutFatal':
			context.sessions.end(session);
			return connection?.close(CloseCode.UnknownError, 'Cut by a fault.');
		case 'invalidSession':
			context.sessions.end(session);
			return connection?.send(GatewayOpcodes.InvalidSession, false);
		case 'reconnect':
			return connection?.send(GatewayOpcodes.Reconnect, null);
		case 'outage':
			return guild.outage();
		case 'skipSequence':
			return session.skipSequence(1);
	}
}

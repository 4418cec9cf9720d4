import { GatewayOpcodes } from 'discord-api-types/v10';
import type { FaultAction, NamedAction } from '../../faults/index.js';
import type { GuildWorld } from '../../world/index.js';
import { CloseCode } from '../connection/index.js';
import type { GatewayContext } from '../context/index.js';
import type { Session } from '../session/index.js';

type Run = (context: GatewayContext, session: Session, guild: GuildWorld) => void;

const actions: Readonly<Record<NamedAction, Run>> = {
	cutResumable: (_context, session) => session.connection?.close(...CUT),
	cutFatal: (context, session) => {
		const { connection } = session;
		context.sessions.end(session);
		connection?.close(...CUT);
	},
	invalidSession: (context, session) => context.sessions.invalidate(session),
	reconnect: (_context, session) => session.connection?.send(GatewayOpcodes.Reconnect, null),
	outage: (_context, _session, guild) => guild.outage(),
	skipSequence: (_context, session) => session.skipSequence(1),
};

const CUT = [CloseCode.UnknownError, 'Cut by a fault.'] as const;

/** Runs the action of a fault in the middle of an answer. */
export function runAction(
	context: GatewayContext,
	session: Session,
	guild: GuildWorld,
	action: FaultAction<void>,
): void {
	if (typeof action === 'function') action();
	else actions[action](context, session, guild);
}

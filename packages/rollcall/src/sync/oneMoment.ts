import type { ITransport, ShardConnection } from '../interfaces/ITransport.js';

interface Session {
	readonly id: number;
	readonly transport: Pick<ITransport, 'connection'>;
}

let moment: Map<Session, ShardConnection> | undefined;

/**
 * Runs what looks at many guilds in one moment: each connection is then asked once, and not for every guild. Nothing can
 * change meanwhile, because the work is not interrupted.
 */
export function atOneMoment<Result>(look: () => Result): Result {
	if (moment) return look();
	moment = new Map();
	try {
		return look();
	} finally {
		moment = undefined;
	}
}

/** What its connection says of a session; within {@link atOneMoment}, what it has said. */
export function connectionOf(session: Session): ShardConnection {
	const said = moment?.get(session) ?? session.transport.connection(session.id);
	moment?.set(session, said);
	return said;
}

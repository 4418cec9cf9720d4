import { GatewayOpcodes } from 'discord-api-types/v10';
import { CloseCode, type Connection, type Frame } from '../connection/index.js';
import type { GatewayContext } from '../GatewayContext.js';
import { requestMembers } from '../memberRequests/index.js';
import type { Session } from '../session/index.js';
import { identify } from './identify.js';
import { requestSoundboardSounds } from './requestSoundboardSounds.js';
import { resume } from './resume.js';
import { updateVoiceState } from './updateVoiceState.js';

type Handler = (context: GatewayContext, session: Session, data: unknown) => void;

/** What a client may send once it has a session. */
const handlers: Readonly<Record<number, Handler>> = {
	// A bot's own presence is taken, and shows nowhere: other bots see only the presences of the world.
	[GatewayOpcodes.PresenceUpdate]: () => undefined,
	[GatewayOpcodes.VoiceStateUpdate]: updateVoiceState,
	[GatewayOpcodes.RequestGuildMembers]: requestMembers,
	[GatewayOpcodes.RequestSoundboardSounds]: requestSoundboardSounds,
};

/** Does what a client asked for. */
export function handleFrame(context: GatewayContext, connection: Connection, { op, d }: Frame): void {
	if (connection.botId !== undefined) context.stats.bot(connection.botId).sends += 1;
	if (op === GatewayOpcodes.Heartbeat) return connection.beat();
	if (op === GatewayOpcodes.Identify) return identify(context, connection, d);
	if (op === GatewayOpcodes.Resume) return resume(context, connection, d);
	const handle = typeof op === 'number' ? handlers[op] : undefined;
	if (!handle) return connection.close(CloseCode.UnknownOpcode, 'Unknown opcode.');
	if (!connection.session) return connection.close(CloseCode.NotAuthenticated, 'Not authenticated.');
	handle(context, connection.session, d);
}

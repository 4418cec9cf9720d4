import { GatewayOpcodes } from 'discord-api-types/v10';
import { isRecord } from '../../json/index.js';
import { type Connection, type Frame, type Refusal, refusals } from '../connection/index.js';
import type { GatewayContext } from '../context/index.js';
import { requestMembers } from '../memberRequests/index.js';
import type { Session } from '../session/index.js';
import { botOf } from './authenticate.js';
import { identify } from './identify.js';
import { requestSoundboardSounds } from './requestSoundboardSounds.js';
import { resume } from './resume.js';
import { updatePresence } from './updatePresence.js';
import { updateVoiceState } from './updateVoiceState.js';

type Handler = (context: GatewayContext, session: Session, data: unknown) => void;

/** The opcodes that a client may send once it has a session. */
const handlers: Readonly<Record<number, Handler>> = {
	[GatewayOpcodes.PresenceUpdate]: updatePresence,
	[GatewayOpcodes.VoiceStateUpdate]: updateVoiceState,
	[GatewayOpcodes.RequestGuildMembers]: requestMembers,
	[GatewayOpcodes.RequestSoundboardSounds]: requestSoundboardSounds,
};

/** Handles a frame of a client, or closes the connection with a refusal. */
export function handleFrame(context: GatewayContext, connection: Connection, frame: Frame): void {
	if (connection.botId !== undefined) context.stats.bot(connection.botId).sends += 1;
	tell(context, connection, frame);
	const refusal = handle(context, connection, frame);
	if (refusal) connection.close(...refusal);
}

/** Before it is answered, so that listeners hear of both in order. Of a login, the token says which bot it is, and is not told. */
function tell(context: GatewayContext, { botId }: Connection, { op, d }: Frame): void {
	const { onTraffic, clock } = context;
	const isLogin = (op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume) && isRecord(d);
	const bot = botId ?? (isLogin ? botOf(context, d.token)?.id : undefined);
	onTraffic?.({ type: 'frame', at: clock.now(), botId: bot, op, data: isLogin ? { ...d, token: undefined } : d });
}

function handle(context: GatewayContext, connection: Connection, { op, d }: Frame): Refusal | undefined {
	if (op === GatewayOpcodes.Identify) return identify(context, connection, d);
	if (op === GatewayOpcodes.Resume) return resume(context, connection, d);
	const session = context.sessions.speakingOn(connection);
	const handler = typeof op === 'number' ? handlers[op] : undefined;
	if (op === GatewayOpcodes.Heartbeat) connection.beat();
	else if (!handler) return refusals.unknownOpcode;
	else if (!session) return refusals.notAuthenticated;
	else handler(context, session, d);
	return undefined;
}

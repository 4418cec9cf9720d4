import { apiErrors } from '../errors/index.js';
import type { RestCall } from '../requests/index.js';
import { ok, type Reply, type Route } from './Route.js';

const path = '/guilds/:guildId/voice-states';

/** Who is in which voice channel. */
export const voiceStateRoutes: readonly Route[] = [
	{ method: 'GET', path: `${path}/@me`, name: 'getVoiceState', handle: (call) => stateOf(call, call.bot.id) },
	{ method: 'GET', path: `${path}/:userId`, name: 'getVoiceState', handle: (call) => stateOf(call, call.id('userId')) },
];

function stateOf(call: RestCall, userId: string): Reply {
	const guild = call.guild();
	const state = guild.voiceStates.get(userId);
	if (!state) throw apiErrors.unknownVoiceState();
	const member = guild.member(userId);
	return ok({ ...state, self_stream: state.self_stream ?? false, ...(member && { member }) });
}

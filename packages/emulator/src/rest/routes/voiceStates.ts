import { type APIVoiceState, ChannelType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import type { GuildWorld } from '../../world/index.js';
import { apiErrors } from '../errors/index.js';
import { checkForm, voiceStateForm } from '../forms/index.js';
import type { RestCall } from '../requests/index.js';
import { noContent, ok, type Reply, type Route } from './Route.js';

const path = '/guilds/:guildId/voice-states';
const editable = { method: 'PATCH', form: voiceStateForm } as const;

/** Who is in which voice channel, and who may speak on a stage. */
export const voiceStateRoutes: readonly Route[] = [
	{ method: 'GET', path: `${path}/@me`, name: 'getVoiceState', handle: (call) => stateOf(call, call.bot.id) },
	{ method: 'GET', path: `${path}/:userId`, name: 'getVoiceState', handle: (call) => stateOf(call, call.id('userId')) },
	{ ...editable, path: `${path}/@me`, name: 'modifyVoiceState', handle: modifyOwn },
	{ ...editable, path: `${path}/:userId`, name: 'modifyVoiceState', handle: modifyOther },
];

function stateOf(call: RestCall, userId: string): Reply {
	const guild = call.guild();
	const state = requireState(guild, userId);
	const member = guild.member(userId);
	return ok({ ...state, self_stream: state.self_stream ?? false, ...(member && { member }) });
}

function requireState(guild: GuildWorld, userId: string): APIVoiceState {
	const state = guild.voiceStates.get(userId);
	if (!state) throw apiErrors.unknownVoiceState();
	return state;
}

/** A bot may always fall silent. To speak it has to be a moderator, and to ask for it, it needs that permission. */
function modifyOwn(call: RestCall): Reply {
	const { guild, state } = onStage(call, call.bot.id);
	const { suppress, request_to_speak_timestamp: asked } = call.json;
	if (suppress === false) requireIn(call, guild, state, Permission.MuteMembers);
	if (typeof asked === 'string') requireIn(call, guild, state, Permission.RequestToSpeak);
	return change(guild, state, {
		...(typeof suppress === 'boolean' && { suppress }),
		...(asked !== undefined && { request_to_speak_timestamp: asked as string | null }),
	});
}

function modifyOther(call: RestCall): Reply {
	const { guild, state } = onStage(call, call.id('userId'));
	requireIn(call, guild, state, Permission.MuteMembers);
	const { suppress } = call.json;
	return change(guild, state, { ...(typeof suppress === 'boolean' && { suppress }) });
}

/** The state of a user who is on the stage that the request names, or on any. */
function onStage(call: RestCall, userId: string): { readonly guild: GuildWorld; readonly state: APIVoiceState } {
	const guild = call.guild();
	checkForm(voiceStateForm, call.json);
	const state = requireState(guild, userId);
	const wanted = call.json.channel_id ?? state.channel_id;
	const channel = guild.channels.get(String(wanted));
	if (!channel) throw apiErrors.unknownChannel();
	if (channel.type !== ChannelType.GuildStageVoice) throw apiErrors.wrongChannelType();
	if (state.channel_id !== channel.id) throw apiErrors.notInVoice();
	return { guild, state };
}

function requireIn(call: RestCall, guild: GuildWorld, { channel_id }: APIVoiceState, permission: bigint): void {
	const channel = guild.channels.get(String(channel_id));
	if (!channel || !call.canIn({ guild, channel }, permission)) throw apiErrors.missingPermissions();
}

/** A member who may speak has no hand raised any more. */
function change(guild: GuildWorld, state: APIVoiceState, given: Partial<APIVoiceState>): Reply {
	const spoken = given.suppress === false ? { request_to_speak_timestamp: null } : {};
	guild.setVoice(state.user_id, state.channel_id, { ...given, ...spoken });
	return noContent;
}

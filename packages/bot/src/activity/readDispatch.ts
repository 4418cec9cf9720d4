import type { APIUser } from 'discord.js';
import type { GuildVoice, RawVoiceState } from './GuildVoice.js';

/** A dispatch of the gateway. */
export interface Dispatch {
	readonly t: string | null;
	readonly d: unknown;
	/** Its number in the session. */
	readonly s?: number | null;
}

/** Reads the activity in a dispatch. Bots are left out everywhere. */
export type Told = { readonly guildId: string } & (
	| { readonly type: 'guild'; readonly afkChannelId: string | null; readonly states: readonly RawVoiceState[] }
	| { readonly type: 'gone' }
	| { readonly type: 'voice'; readonly change: (guild: GuildVoice) => void }
	| { readonly type: 'message'; readonly userId: string }
);

type Member = { readonly user?: Pick<APIUser, 'id' | 'bot'> };
type Data = {
	readonly id: string;
	readonly guild_id?: string;
	readonly unavailable?: boolean;
	readonly afk_channel_id?: string | null;
	readonly voice_states?: readonly (RawVoiceState & { member?: Member })[];
	readonly members?: readonly Member[];
	readonly member?: Member;
	readonly user?: Pick<APIUser, 'id' | 'bot'>;
	readonly author?: Pick<APIUser, 'id' | 'bot'>;
	readonly webhook_id?: string;
} & RawVoiceState;

/**
 * Reads what concerns activity, and nothing of the text of a message.
 *
 * @param bots - the users that are known to be bots: payloads name them, but not always
 */
export function readDispatch({ t, d }: Dispatch, bots: Set<string>): Told | undefined {
	const data = d as Data;
	const guildId = data?.guild_id ?? '';
	switch (t) {
		case 'GUILD_CREATE':
			return readGuild(data, bots);
		case 'GUILD_DELETE':
			return { type: 'gone', guildId: data.id };
		case 'GUILD_UPDATE':
			return voice(data.id, (guild) => {
				guild.afkChannelId = data.afk_channel_id ?? null;
			});
		case 'VOICE_STATE_UPDATE':
			learn(bots, data.member?.user);
			return guildId === '' ? undefined : voice(guildId, (guild) => put(guild, data, bots));
		case 'GUILD_MEMBER_ADD':
			learn(bots, data.user);
			return undefined;
		case 'GUILD_MEMBER_REMOVE':
			return voice(guildId, (guild) => guild.remove(data.user?.id ?? ''));
		case 'MESSAGE_CREATE':
			return readMessage(data, bots);
		default:
			return undefined;
	}
}

function readGuild(
	{ id, unavailable, afk_channel_id = null, voice_states = [], members = [] }: Data,
	bots: Set<string>,
) {
	if (unavailable) return { type: 'gone', guildId: id } as const;
	for (const { user } of [...members, ...voice_states.flatMap(({ member }) => member ?? [])]) learn(bots, user);
	const states = voice_states.filter(({ user_id }) => !bots.has(user_id));
	return { type: 'guild', guildId: id, afkChannelId: afk_channel_id, states } as const;
}

function readMessage({ guild_id, author, webhook_id }: Data, bots: Set<string>): Told | undefined {
	learn(bots, author);
	if (guild_id === undefined || author === undefined || webhook_id !== undefined || bots.has(author.id))
		return undefined;
	return { type: 'message', guildId: guild_id, userId: author.id };
}

function put(guild: GuildVoice, state: RawVoiceState, bots: ReadonlySet<string>): void {
	// A bot may have been counted as a member before the first payload that names it as a bot.
	if (bots.has(state.user_id)) guild.remove(state.user_id);
	else guild.set(state);
}

function learn(bots: Set<string>, user: Pick<APIUser, 'id' | 'bot'> | undefined): void {
	if (user?.bot) bots.add(user.id);
}

const voice = (guildId: string, change: (guild: GuildVoice) => void): Told => ({ type: 'voice', guildId, change });

import { ChannelType } from 'discord-api-types/v10';
import type { SeededRandom } from '../../random/index.js';
import type { GuildWorld } from '../guild/index.js';

/**
 * Lets one thing happen in voice. Of ten things, two are moves, and one is a change of mute or deaf. The others are
 * joins and leaves, so that about `inVoice` members are there.
 *
 * @param anybody - Picks a member who may join.
 */
export function voiceStep(
	guild: GuildWorld,
	inVoice: number,
	random: SeededRandom,
	anybody: () => string | undefined,
): void {
	const channels = [...guild.channels.values()].filter(({ type }) => type === ChannelType.GuildVoice);
	const present = [...guild.voiceStates.keys()].filter((id) => !guild.hasBot(id));
	if (channels.length === 0) return;
	const speaker = present.length === 0 ? undefined : random.pick(present);
	const channelId = random.pick(channels).id;
	const kind = random.below(10);
	// The more members are there, the more of them leave. At `inVoice` members, both are equally likely.
	const comes = random.next() * 2 * inVoice >= present.length;
	if (speaker !== undefined && kind < 2) guild.setVoice(speaker, channelId);
	else if (speaker !== undefined && kind < 3) toggle(guild, speaker, random);
	else if (comes) come(guild, anybody(), channelId, random);
	else if (speaker !== undefined) guild.setVoice(speaker, null);
}

function come(guild: GuildWorld, id: string | undefined, channelId: string, random: SeededRandom): void {
	if (id === undefined) return;
	const isDeaf = random.below(12) === 0;
	guild.setVoice(id, channelId, { self_deaf: isDeaf, self_mute: isDeaf || random.below(6) === 0 });
}

/** As in Discord's client, a deaf member is mute, too. */
function toggle(guild: GuildWorld, id: string, random: SeededRandom): void {
	const state = guild.voiceStates.get(id);
	if (!state?.channel_id) return;
	const isDeaf = random.below(2) === 0 ? !state.self_deaf : state.self_deaf;
	guild.setVoice(id, state.channel_id, { self_deaf: isDeaf, self_mute: isDeaf || !state.self_mute });
}

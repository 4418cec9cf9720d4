import type { Client, GuildMember } from 'discord.js';
import { RosterEvents } from '../monitoring/RosterEvents.js';
import type { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { changeOf, type RosterChange } from '../roster/RosterChange.js';
import { makeGuildMember } from './makeGuildMember.js';

/** Emits the events of one client's rosters, with GuildMembers of that client. */
export function clientRosters(client: Client, emitter: SafeEmitter<GuildMember>): RosterEvents<GuildMember> {
	return new RosterEvents(
		emitter,
		(guildId, raw) => {
			const guild = client.guilds.cache.get(guildId);
			return guild && makeGuildMember(guild, raw); // it may have been destroyed in between
		},
		isVisible,
	);
}

/** GuildMember has neither `deaf` nor `mute`: for these, discord.js has `voiceStateUpdate`. */
function isVisible({ userId, before, after }: Extract<RosterChange, { kind: 'updated' }>): boolean {
	const { deaf, mute } = after;
	return changeOf(userId, { ...before, deaf, mute }, after) !== undefined;
}

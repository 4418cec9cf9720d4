import type { Client, GuildMember } from 'discord.js';
import { RosterEvents } from '../monitoring/RosterEvents.js';
import type { SafeEmitter } from '../monitoring/SafeEmitter.js';
import { changeOf, type RosterChange } from '../roster/RosterChange.js';
import { makeGuildMember } from './makeGuildMember.js';

/** Tells the listeners of a service what becomes of the rosters of one client, with GuildMembers of that client. */
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

/** GuildMember shows neither `deaf` nor `mute`: of these, discord.js tells as `voiceStateUpdate`. */
function isVisible({ userId, before, after }: Extract<RosterChange, { kind: 'updated' }>): boolean {
	const { deaf, mute } = after;
	return changeOf(userId, { ...before, deaf, mute }, after) !== undefined;
}

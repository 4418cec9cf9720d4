import type { Client, GuildMember } from 'discord.js';
import type { SafeEmitter } from '../monitoring/SafeEmitter.js';
import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import { changeOf, type RosterChange } from '../roster/RosterChange.js';
import { makeGuildMember } from './internals.js';

/** Tells the listeners of a service what becomes of the rosters of one client, with GuildMembers of that client. */
export class ClientRosters implements IRosterObserver {
	constructor(
		private readonly client: Client,
		private readonly emitter: SafeEmitter<GuildMember>,
	) {}

	get isWatching(): boolean {
		const { emitter } = this;
		return (
			emitter.listenerCount('guildMemberUpdate') > 0 ||
			emitter.listenerCount('guildMemberAdd') > 0 ||
			emitter.listenerCount('guildMemberRemove') > 0
		);
	}

	onMember(guildId: string, change: RosterChange): void {
		const guild = this.client.guilds.cache.get(guildId);
		if (!guild) return; // it was destroyed in between
		const { emitter } = this;
		if (change.kind === 'joined' && emitter.listenerCount('guildMemberAdd') > 0) {
			emitter.emit('guildMemberAdd', makeGuildMember(guild, change.after));
		} else if (change.kind === 'left' && emitter.listenerCount('guildMemberRemove') > 0) {
			emitter.emit('guildMemberRemove', makeGuildMember(guild, change.before));
		} else if (change.kind === 'updated' && emitter.listenerCount('guildMemberUpdate') > 0 && isVisible(change)) {
			emitter.emit('guildMemberUpdate', makeGuildMember(guild, change.before), makeGuildMember(guild, change.after));
		}
	}

	onStatus(guildId: string, state: RosterState): void {
		this.emitter.emit('rosterStatusChange', { guildId, ...state });
	}
}

/** GuildMember shows neither `deaf` nor `mute`: of these, discord.js tells as `voiceStateUpdate`. */
function isVisible({ userId, before, after }: Extract<RosterChange, { kind: 'updated' }>): boolean {
	const { deaf, mute } = after;
	return changeOf(userId, { ...before, deaf, mute }, after) !== undefined;
}

import type { RawMember } from '../interfaces/ITransport.js';
import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { RosterChange } from '../roster/RosterChange.js';
import type { SafeEmitter } from './SafeEmitter.js';

const MEMBER_EVENTS = ['guildMemberAdd', 'guildMemberRemove', 'guildMemberUpdate'] as const;
type MemberEventName = (typeof MEMBER_EVENTS)[number];

type Update = Extract<RosterChange, { kind: 'updated' }>;

/** Tells the listeners of a service what becomes of the rosters of one bot; nothing is made that nobody listens to. */
export class RosterEvents<Member> implements IRosterObserver {
	/**
	 * @param dress - a member as listeners take him; `undefined` where his guild is gone
	 * @param isVisible - whether an update shows in members that are dressed so
	 */
	constructor(
		private readonly emitter: SafeEmitter<Member>,
		private readonly dress: (guildId: string, raw: RawMember) => Member | undefined,
		private readonly isVisible: (update: Update) => boolean = () => true,
	) {}

	get isWatching(): boolean {
		return hearsMembers(this.emitter);
	}

	onMember(guildId: string, change: RosterChange): void {
		if (change.kind === 'joined') this.#tell('guildMemberAdd', guildId, change.after);
		else if (change.kind === 'left') this.#tell('guildMemberRemove', guildId, change.before);
		else if (this.isVisible(change)) this.#tell('guildMemberUpdate', guildId, change.before, change.after);
	}

	onStatus(guildId: string, state: RosterState): void {
		this.emitter.emit('rosterStatusChange', { guildId, ...state });
	}

	#tell(event: MemberEventName, guildId: string, ...raw: RawMember[]): void {
		if (!this.#hears(event)) return;
		try {
			const members = raw.map((one) => this.dress(guildId, one));
			if (!members.includes(undefined)) this.emitter.emit(event, ...members);
		} catch (error) {
			// A socket is being read: what is thrown now would end the process.
			process.emitWarning(`The listeners of ${event} were not called. ${String(error)}`, 'RollcallWarning');
		}
	}

	#hears(event: MemberEventName): boolean {
		return this.emitter.listenerCount(event) > 0;
	}
}

/** Whether anybody listens to an event of members: what these carry is compared, and made, only then. */
export function hearsMembers(emitter: Pick<SafeEmitter<never>, 'listenerCount'>): boolean {
	return MEMBER_EVENTS.some((event) => emitter.listenerCount(event) > 0);
}

import type { RawMember } from '../interfaces/ITransport.js';
import type { IRosterObserver, RosterState } from '../roster/IRosterObserver.js';
import type { RosterChange } from '../roster/RosterChange.js';
import type { SafeEmitter } from './SafeEmitter.js';

const MEMBER_EVENTS = ['guildMemberAdd', 'guildMemberRemove', 'guildMemberUpdate'] as const;
type MemberEventName = (typeof MEMBER_EVENTS)[number];

type Update = Extract<RosterChange, { kind: 'updated' }>;

/** Emits the events of one bot's rosters. No object is made for an event without listeners. */
export class RosterEvents<Member> implements IRosterObserver {
	/**
	 * @param dress - makes a member as listeners get them; `undefined` if their guild is gone
	 * @param isVisible - whether an update shows in members that are made so
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
			// A socket is being read: an error that is thrown now would end the process.
			process.emitWarning(`The listeners of ${event} were not called. ${String(error)}`, 'RollcallWarning');
		}
	}

	#hears(event: MemberEventName): boolean {
		return this.emitter.listenerCount(event) > 0;
	}
}

/** Whether anybody listens to an event of members: only then are members compared, and made. */
export function hearsMembers(emitter: Pick<SafeEmitter<never>, 'listenerCount'>): boolean {
	return MEMBER_EVENTS.some((event) => emitter.listenerCount(event) > 0);
}

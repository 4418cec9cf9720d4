import type { VirtualClock } from '../VirtualClock.js';
import type { Random } from './Random.js';
import { SimulatedGateway } from './SimulatedGateway.js';
import { type HappeningKind, SimulatedGuild } from './SimulatedGuild.js';
import { Timeline } from './Timeline.js';
import { Timers } from './Timers.js';

/** One guild on one shard: what happens in it, and what of it the client has been told. */
export class SimulatedWorld {
	readonly botId = '100000000000000001';
	readonly guild: SimulatedGuild;
	readonly gateway: SimulatedGateway;
	readonly timers: Timers;
	/** The truth after the last dispatch that was delivered. */
	readonly told = new Timeline();
	/** GUILD_CREATE names all members, as for a bot with the presences intent. */
	namesEverybody = false;
	/** The client's session holds the guild. */
	protected held = true;
	#outage = false;
	/** Events that are on their way, or reached no session. */
	readonly #untold = new Set<{ readonly at: number }>();

	constructor(
		protected readonly clock: VirtualClock,
		size: number,
		random: Random,
	) {
		this.timers = new Timers(clock);
		this.guild = new SimulatedGuild('200000000000000002', this.botId, size, random);
		this.gateway = new SimulatedGateway(this.timers);
		this.told.become(-1, this.guild.truth.rows);
	}

	/** Whether the session vouches for the guild, as a client can know it. */
	get isLive(): boolean {
		return this.gateway.ready && this.held;
	}

	/** Something happens to somebody, or to `userId`. */
	happen(kind: HappeningKind, userId?: string): void {
		const happening = this.guild.happen(kind, this.clock.now(), userId);
		if (!happening) return;
		const untold = { at: this.clock.now() };
		this.#untold.add(untold);
		if (this.#outage) return;
		const { t, d, change } = happening;
		const onArrival = () => {
			this.#untold.delete(untold);
			this.told.apply(this.clock.now(), change);
		};
		const isLost = this.gateway.emit(t, d, onArrival, true);
		if (isLost) this.#untold.delete(untold); // nobody can know of it before a later dispatch shows the gap
	}

	/** Time of the first thing that the client does not know yet. */
	get untoldAt(): number {
		return Math.min(...[...this.#untold].map(({ at }) => at), Number.POSITIVE_INFINITY);
	}

	/** The guild falls out of its session and comes back, whatever happened meanwhile. */
	outage(ms: number): void {
		if (this.#outage) return;
		this.#outage = true;
		this.gateway.emit('GUILD_DELETE', { id: this.guild.id, unavailable: true }, () => {
			this.held = false;
		});
		this.timers.after(ms, () => this.#create());
	}

	/** A new session instead of a cut one; the guild comes `createMs` later. */
	renew(createMs: number): void {
		this.#outage = true;
		this.gateway.renew([this.guild.id], () => {
			this.held = false;
		});
		this.timers.after(createMs, () => this.#create());
	}

	#create(): void {
		this.#outage = false;
		this.gateway.unbrokenSince = this.clock.now();
		const rows = new Map(this.guild.truth.rows);
		const past = [...this.#untold];
		const everybody = this.namesEverybody ? { large: false, members: [...rows.values()] } : { members: [] };
		const body = { id: this.guild.id, member_count: rows.size, unavailable: false, ...everybody };
		this.gateway.emit('GUILD_CREATE', body, () => {
			this.held = true;
			for (const one of past) this.#untold.delete(one);
			this.told.become(this.clock.now(), rows);
		});
	}
}

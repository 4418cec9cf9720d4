import type {
	ITransport,
	ITransportListener,
	MemberPage,
	MemberRequest,
	RawMember,
	ShardConnection,
} from '../../interfaces/ITransport.js';
import type { VirtualClock } from '../VirtualClock.js';
import { MemberRequests } from './MemberRequests.js';
import { Random } from './Random.js';
import { FAITHFUL, type RequestPlan, type RestPlan } from './RequestPlan.js';
import { SimulatedGateway } from './SimulatedGateway.js';
import { type HappeningKind, SimulatedGuild } from './SimulatedGuild.js';
import { SimulatedRest } from './SimulatedRest.js';
import { Timeline } from './Timeline.js';
import { Timers } from './Timers.js';

export interface SimulationOptions {
	readonly seed: number;
	readonly size: number;
	readonly requests?: readonly RequestPlan[];
	/** Whether the k-th request by ids is answered. */
	readonly barriers?: readonly boolean[];
	readonly rest?: readonly RestPlan[];
	/** Ms that a request takes to Discord. */
	readonly uplinkMs?: number;
}

/** A full request of the service, and what became of it. */
export interface SentRequest {
	readonly at: number;
	verdict: 'lost' | 'accepted' | 'refused';
	/** The service had been told that it would be refused. */
	readonly wasShut: boolean;
}

/** Discord in virtual time, over one guild whose truth is known at every moment. */
export class SimulatedDiscord implements ITransport {
	readonly membersIntent = true;
	readonly loggedIn = true;
	readonly botId = '100000000000000001';
	readonly guild: SimulatedGuild;
	readonly gateway: SimulatedGateway;
	readonly rest: SimulatedRest;
	readonly requests: MemberRequests;
	readonly timers: Timers;
	/** The truth after the last dispatch that was delivered. */
	readonly told = new Timeline();
	readonly sent: SentRequest[] = [];
	/** Of the last full request. */
	lastNonce = '';
	/** When anything was last sent, over the gateway or REST. */
	lastSentAt = -1;
	#held = true;
	#outage = false;
	#subscribedAt = 0;
	#barrierCount = 0;

	constructor(
		private readonly clock: VirtualClock,
		readonly options: SimulationOptions,
	) {
		const random = new Random(options.seed);
		this.timers = new Timers(clock);
		this.guild = new SimulatedGuild('200000000000000002', this.botId, options.size, random);
		this.gateway = new SimulatedGateway(this.timers);
		this.rest = new SimulatedRest(this.timers, this.guild, options.rest ?? []);
		const oldest = () => Math.max(this.gateway.unbrokenSince, this.#subscribedAt);
		this.requests = new MemberRequests(this.timers, this.gateway, this.guild, random, oldest);
		this.told.become(-1, this.guild.truth.rows);
	}

	/** Whether the session vouches for the guild, as a client can know it. */
	get isLive(): boolean {
		return this.gateway.ready && this.#held;
	}

	/** Something happens to somebody, or to `userId`. */
	happen(kind: HappeningKind, userId?: string): void {
		const happening = this.guild.happen(kind, this.clock.now(), userId);
		if (!happening || this.#outage) return;
		const { t, d, change } = happening;
		this.gateway.emit(t, d, () => this.told.apply(this.clock.now(), change), true);
	}

	/** The guild falls out of its session and comes back, whatever happened meanwhile. */
	outage(ms: number): void {
		if (this.#outage) return;
		this.#outage = true;
		this.gateway.emit('GUILD_DELETE', { id: this.guild.id, unavailable: true }, () => {
			this.#held = false;
		});
		this.timers.after(ms, () => this.#create());
	}

	/** A new session in place of a cut one; the guild comes `createMs` later. */
	renew(createMs: number): void {
		this.#outage = true;
		this.gateway.renew([this.guild.id], () => {
			this.#held = false;
		});
		this.timers.after(createMs, () => this.#create());
	}

	/** Another user of this session asks for all members. */
	foreign(nonce: string | undefined, plan: RequestPlan = FAITHFUL): void {
		this.requests.full(nonce, plan, this.clock.now());
	}

	connection(): ShardConnection {
		return this.gateway.connection(this.clock.wallNow() - this.clock.now());
	}

	holdsGuild(): boolean {
		return this.#held;
	}

	subscribe(listener: ITransportListener): () => void {
		this.gateway.listeners.add(listener);
		this.#subscribedAt = this.clock.now();
		return () => this.gateway.listeners.delete(listener);
	}

	async requestMembers(_shardId: number, request: MemberRequest): Promise<void> {
		if (!this.gateway.ready) throw new Error('shard 0 is not ready');
		const { socket } = this.gateway;
		const sentAt = this.clock.now();
		this.lastSentAt = sentAt;
		const sent: SentRequest = { at: sentAt, verdict: 'lost', wasShut: this.#isKnownShut() };
		if ('query' in request) {
			this.sent.push(sent);
			this.lastNonce = request.nonce;
		}
		this.timers.after(this.options.uplinkMs ?? 20, () => {
			if (this.gateway.carries(socket)) this.#receive(request, sent);
		});
	}

	listMembers(_guildId: string, after: string, limit: number, signal: AbortSignal): Promise<MemberPage> {
		this.lastSentAt = this.clock.now();
		return this.rest.list(after, limit, signal);
	}

	getMember(_guildId: string, userId: string, signal: AbortSignal): Promise<RawMember | undefined> {
		this.lastSentAt = this.clock.now();
		return this.rest.get(userId, signal);
	}

	async getRoleMemberCounts(): Promise<Record<string, number>> {
		return {};
	}

	async isMembersIntentGranted(): Promise<boolean> {
		return true;
	}

	#receive(request: MemberRequest, sent: SentRequest): void {
		if ('query' in request) {
			const plan = this.options.requests?.[this.sent.indexOf(sent)] ?? FAITHFUL;
			sent.verdict = this.requests.full(request.nonce, plan, sent.at) ? 'accepted' : 'refused';
			if (sent.verdict === 'accepted') this.requests.isShutKnown = true;
		} else if (this.options.barriers?.[this.#barrierCount++] !== false) {
			this.requests.byIds(request);
		}
	}

	#isKnownShut(): boolean {
		return this.requests.isShutKnown && this.clock.now() < this.requests.shutUntil;
	}

	#create(): void {
		this.#outage = false;
		this.gateway.unbrokenSince = this.clock.now();
		const rows = new Map(this.guild.truth.rows);
		const body = { id: this.guild.id, member_count: rows.size, unavailable: false, members: [] };
		this.gateway.emit('GUILD_CREATE', body, () => {
			this.#held = true;
			this.told.become(this.clock.now(), rows);
		});
	}
}

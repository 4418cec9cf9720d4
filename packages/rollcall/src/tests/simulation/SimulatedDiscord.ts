import type {
	ITransport,
	ITransportListener,
	MemberPage,
	MemberRequest,
	RawMember,
	RawRole,
	ShardConnection,
} from '../../interfaces/ITransport.js';
import type { VirtualClock } from '../VirtualClock.js';
import { MemberRequests } from './MemberRequests.js';
import { Random } from './Random.js';
import { FAITHFUL, type RequestPlan, type RestPlan } from './RequestPlan.js';
import { SimulatedRest } from './SimulatedRest.js';
import { SimulatedWorld } from './SimulatedWorld.js';

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

/** A full request of the service, and its fate. */
export interface SentRequest {
	readonly at: number;
	verdict: 'lost' | 'accepted' | 'refused';
	/** The service had been told that it would be refused. */
	readonly wasShut: boolean;
}

/** Discord in virtual time, over one guild whose truth is known at every moment. */
export class SimulatedDiscord extends SimulatedWorld implements ITransport {
	readonly membersIntent = true;
	readonly loggedIn = true;
	readonly rest: SimulatedRest;
	readonly requests: MemberRequests;
	readonly sent: SentRequest[] = [];
	/** Of the last full request. */
	lastNonce = '';
	/** When anything was last sent, over the gateway or REST. */
	lastSentAt = -1;
	#subscribedAt = 0;
	#barrierCount = 0;

	constructor(
		clock: VirtualClock,
		readonly options: SimulationOptions,
	) {
		const random = new Random(options.seed);
		super(clock, options.size, random);
		const oldest = () => Math.max(this.gateway.unbrokenSince, this.#subscribedAt);
		this.rest = new SimulatedRest(this.timers, this.guild, options.rest ?? [], oldest);
		this.requests = new MemberRequests(this.timers, this.gateway, this.guild, random, oldest);
	}

	/** Another user of this session asks for all members. */
	foreign(nonce: string | undefined, plan: RequestPlan = FAITHFUL): void {
		this.requests.full(nonce, plan, this.clock.now());
	}

	get presencesIntent(): boolean {
		return this.namesEverybody;
	}

	connection(): ShardConnection {
		return this.gateway.connection();
	}

	holdsGuild(): boolean {
		return this.held;
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

	async getRoles(): Promise<readonly RawRole[]> {
		return [];
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
}

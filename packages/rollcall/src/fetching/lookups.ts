import { type RawMember, TransportError } from '../interfaces/ITransport.js';
import { FULL_REQUEST_WINDOW_MS } from '../pacing/GuildGate.js';
import { isRateLimit } from '../pacing/retryRest.js';
import type { Lookup } from '../sync/Lookup.js';
import { askUsers } from './askUsers.js';
import type { FetchContext } from './FetchContext.js';
import { GATE_SLACK_MS } from './plan.js';
import { awaitAside } from './waits.js';

/** How many single lookups one list may cost. A list with more doubts cannot be trusted. */
export const MAX_LOOKUPS = 20;

/**
 * Asks Discord for each of the users, one after the other, because they share one rate limit. If a user is forgotten
 * meanwhile, there is no answer for them.
 */
export async function lookUp(context: FetchContext, userIds: readonly string[]): Promise<Lookup[]> {
	const asked = new Set<string>();
	const lookups: Lookup[] = [];
	const unlisten = context.guild.listen({ onForget: (userId) => asked.delete(userId) });
	try {
		for (const userId of userIds) {
			asked.add(userId);
			lookups.push(await lookUpOne(context, userId));
		}
		return lookups.filter(({ userId }) => asked.has(userId));
	} finally {
		unlisten();
	}
}

/** A replica that knows less than the events has caught up by the second time. After that it is no lag. */
const MOST_ASKED = 3;

async function lookUpOne(context: FetchContext, userId: string): Promise<Lookup> {
	for (let contradicted = 0; contradicted < MOST_ASKED; ) {
		await awaitSight(context, userId);
		const { member, askedAt } = await new Question(context, userId).answer();
		if (sightAt(context, userId) > askedAt) continue; // the session was cut meanwhile
		if (member || !context.guild.log.provesMembership(userId, askedAt)) return { userId, member, askedAt };
		contradicted++;
		await awaitNews(context, userId);
	}
	throw new TransportError(
		'unavailable',
		`Discord says that user ${userId} is no member, and its events say otherwise.`,
	);
}

/** Waits, without a place, until every replica has the last event of the user, or until they have joined or left. */
async function awaitNews(context: FetchContext, userId: string): Promise<void> {
	const { clock, guild } = context;
	const until = guild.log.toldUntil(userId);
	const isOpen = () => clock.now() < until && guild.log.provesMembership(userId, clock.now());
	await awaitAside(context, isOpen, until);
}

/** Asks for one user: over REST, and over the gateway while REST is rate limited. */
class Question {
	#hasAskedGateway = false;

	constructor(
		private readonly context: FetchContext,
		private readonly userId: string,
	) {}

	async answer(): Promise<Omit<Lookup, 'userId'>> {
		const giveUpAt = longestWaitUntil(this.context);
		for (;;) {
			const askedAt = this.context.clock.now();
			try {
				const member = await this.#askRest();
				this.context.via.add('rest');
				return { member, askedAt };
			} catch (error) {
				if (!isRateLimit(error)) throw error;
				const told = await this.#askGateway();
				if (told) return told;
				if (!(await this.#awaitEither(giveUpAt))) throw error;
			}
		}
	}

	#askRest(): Promise<RawMember | undefined> {
		const { transport, guild } = this.context;
		const ask = (signal: AbortSignal) => transport.getMember(guild.id, this.userId, signal);
		return this.context.rest(ask, { gate: guild.limits.lookups });
	}

	/** `undefined`: it cannot be asked now, or did not answer. */
	async #askGateway(): Promise<Omit<Lookup, 'userId'> | undefined> {
		if (this.#hasAskedGateway || !this.context.guild.isLive) return undefined;
		this.#hasAskedGateway = true;
		const told: Omit<Lookup, 'userId'>[] = [];
		const isAnswered = await askUsers(this.context, [this.userId], ({ members, not_found }, askedAt) => {
			const index = members.ids.indexOf(this.userId);
			if (index >= 0) told.push({ member: members.get(index), askedAt });
			// An answer that does not name them says nothing of them.
			else if (not_found?.some((id) => String(id) === this.userId)) told.push({ member: undefined, askedAt });
		});
		return isAnswered ? told.at(-1) : undefined;
	}

	/** Waits until one of them can be asked; `false` if that takes longer than the operation waits. */
	async #awaitEither(giveUpAt: number): Promise<boolean> {
		const { context } = this;
		const { clock } = context;
		const { lookups } = context.guild.limits;
		const mayAsk = () => lookups.waitMs === 0 || (!this.#hasAskedGateway && context.guild.isLive);
		const opensAt = clock.now() + lookups.waitMs;
		if (opensAt > giveUpAt && this.#hasAskedGateway) return false;
		const until = Math.min(opensAt, giveUpAt);
		const shouldWait = () => !mayAsk() && clock.now() < giveUpAt;
		await context.spent.during('limits', () => awaitAside(context, shouldWait, until));
		return mayAsk();
	}
}

/** For one member, a list waits no longer than until all members can be asked for again. */
function longestWaitUntil({ clock, guild, waiters, lookupsUntil }: FetchContext): number {
	const gateMs = Math.min(guild.gate.waitMs, FULL_REQUEST_WINDOW_MS) + GATE_SLACK_MS;
	return lookupsUntil ?? Math.max(waiters.patientUntil, clock.now() + gateMs);
}

/**
 * Monotonic ms before which the user is not asked for. If they were forgotten right after an event, every replica must have
 * it first. While the session is away, the same holds for every user with an event, because there may be a newer one.
 */
function sightAt({ guild }: FetchContext, userId: string): number {
	return guild.isAway ? guild.log.toldUntil(userId) : guild.log.blindUntil(userId);
}

/** Waits without a place. The return of the session may end the wait. */
async function awaitSight(context: FetchContext, userId: string): Promise<void> {
	const { clock } = context;
	const until = sightAt(context, userId);
	if (until <= clock.now()) return;
	await awaitAside(context, () => sightAt(context, userId) > clock.now(), until);
}

import { linkFull, linkLost, linkVersion, noOwner, ownerAway, ownerLost } from '../../errors/links.js';
import type { MemberFetchError } from '../../errors/MemberFetchError.js';
import type { IClock } from '../../interfaces/IClock.js';
import type { IPeer } from './IPeer.js';
import type { LinkTimes } from './LinkTimes.js';
import { type Ask, type FromCaller, type FromOwner, PROTOCOL } from './messages.js';
import { Pulse } from './Pulse.js';
import { RecentIds } from './RecentIds.js';

/** So many ids of questions that are over are remembered, so that a repeated message does not ask again. */
const REMEMBERED = 4_096;

interface Route {
	readonly ask: Ask;
	readonly caller: IPeer;
	/** `undefined` while the question waits for a process that is about to own the guild. */
	owner: IPeer | undefined;
	/** The caller has room for pieces below this number. */
	upTo: number;
	readonly since: number;
	heardAt: number;
}

export interface RouterDependencies {
	readonly clock: IClock;
	readonly times: LinkTimes;
	/** Whether some process of this manager has the guild's shard, or will have it. */
	readonly isOurs: (guildId: string) => boolean;
}

/** Brings each question to the process that has the guild, and the answer back. It looks at no piece of an answer. */
export class Router {
	readonly #peers = new Set<IPeer>();
	readonly #routes = new Map<string, Route>();
	readonly #done = new RecentIds(REMEMBERED);
	readonly #pulse: Pulse;

	constructor(private readonly dependencies: RouterDependencies) {
		this.#pulse = new Pulse(dependencies.clock, (oversleptMs) => this.#beat(oversleptMs));
	}

	/** How many questions are on the way. */
	get openCount(): number {
		return this.#routes.size;
	}

	/** There is a new process, or one has become ready. */
	join(peer: IPeer): void {
		this.#peers.add(peer);
		for (const route of [...this.#routes.values()]) if (!route.owner) this.#direct(route);
	}

	/** The process is gone, or does not take part any more. */
	leave(peer: IPeer, why: string): void {
		this.#peers.delete(peer);
		for (const route of [...this.#routes.values()]) {
			if (route.caller === peer) this.#abandon(route);
			else if (route.owner === peer) this.#fail(route, ownerLost(route.ask.guildId, why));
		}
	}

	fromCaller(caller: IPeer, message: FromCaller): void {
		const route = this.#routes.get(message.id);
		if (message.type === 'ask') this.#take(caller, message);
		else if (!route) {
			if (message.type === 'cancel') this.#done.add(message.id); // it may have overtaken its question
		} else if (route.caller === caller) {
			route.heardAt = this.dependencies.clock.now();
			if (message.type === 'cancel') this.#abandon(route);
			else {
				route.upTo = Math.max(route.upTo, message.upTo);
				route.owner?.send(message);
			}
		}
	}

	fromOwner(owner: IPeer, message: FromOwner): void {
		const route = this.#routes.get(message.id);
		if (route?.owner !== owner) return;
		route.heardAt = this.dependencies.clock.now();
		route.caller.send(message);
		// After `end`, pieces that it has overtaken may still come, and the caller says when it has all.
		if (message.type === 'fail') this.#close(route);
	}

	/** Ends all questions. */
	failAll(errorFor: (guildId: string) => MemberFetchError): void {
		for (const route of [...this.#routes.values()]) this.#fail(route, errorFor(route.ask.guildId));
	}

	#take(caller: IPeer, ask: Ask): void {
		const now = this.dependencies.clock.now();
		const known = this.#routes.get(ask.id);
		if (known?.caller === caller) {
			known.heardAt = now;
			known.owner?.send(ask); // the caller has heard nothing: it may have been lost on its way to the owner
		}
		if (known || this.#done.has(ask.id)) return;
		const route: Route = { ask, caller, owner: undefined, upTo: ask.upTo, since: now, heardAt: now };
		this.#routes.set(ask.id, route);
		this.#pulse.start();
		this.#direct(route);
	}

	/** Asks the owner if there is one who can be asked, and refuses if there will be none. */
	#direct(route: Route): void {
		const { ask, caller } = route;
		const { guildId } = ask;
		const owners = [...this.#peers].filter((peer) => peer.isAlive && peer.owns(guildId) !== 'none');
		const ready = owners.filter((peer) => peer.owns(guildId) === 'ready').sort((a, b) => b.order - a.order)[0];
		if (!ready) this.#refuse(route, owners);
		else if (ready.isFull || caller.isFull) this.#fail(route, linkFull(guildId, 'a channel between processes is full'));
		else {
			route.owner = ready;
			ready.send({ ...ask, upTo: route.upTo });
		}
	}

	/** Refuses a question that no later process will answer. */
	#refuse(route: Route, owners: readonly IPeer[]): void {
		const { guildId } = route.ask;
		const [foreign] = owners;
		if (!foreign) {
			if (this.dependencies.isOurs(guildId)) return;
			this.#fail(route, noOwner(guildId, 'no process of this manager runs its shard'));
		} else if (owners.every(({ version = PROTOCOL }) => version !== PROTOCOL)) {
			this.#fail(route, linkVersion(guildId, foreign.version ?? 0, PROTOCOL));
		}
	}

	/** The caller is gone or wants no more, or has everything. */
	#abandon(route: Route): void {
		this.#close(route);
		route.owner?.send({ type: 'cancel', id: route.ask.id });
	}

	#fail(route: Route, error: MemberFetchError): void {
		this.#abandon(route);
		route.caller.send({ type: 'fail', id: route.ask.id, error: error.toJSON() });
	}

	#close({ ask }: Route): void {
		this.#routes.delete(ask.id);
		this.#done.add(ask.id);
		if (this.#routes.size === 0) this.#pulse.stop();
	}

	#beat(oversleptMs: number): boolean {
		const { clock, times } = this.dependencies;
		for (const peer of [...this.#peers]) if (!peer.isAlive) this.leave(peer, 'the process of its shard ended');
		for (const route of [...this.#routes.values()]) {
			route.heardAt += oversleptMs;
			const { owner, caller, ask } = route;
			const now = clock.now();
			if (now - route.heardAt >= 2 * times.silence) {
				this.#fail(
					route,
					linkLost(ask.guildId, `nothing about it was heard for ${Math.round(now - route.heardAt)} ms`),
				);
			} else if (!owner && now - route.since >= times.owner) {
				this.#fail(route, ownerAway(ask.guildId, now - route.since));
			} else if (!owner) caller.send({ type: 'alive', id: ask.id, sent: 0 });
		}
		return this.#routes.size > 0;
	}
}

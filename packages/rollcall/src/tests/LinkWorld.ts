import { linkLost } from '../errors/links.js';
import type { MemberFetchError } from '../errors/MemberFetchError.js';
import { envelope } from '../sharding/processes/envelope.js';
import { Answerer } from '../sharding/wire/Answerer.js';
import type { AskedAnswer } from '../sharding/wire/AskedAnswer.js';
import { Asker } from '../sharding/wire/Asker.js';
import type { IPeer } from '../sharding/wire/IPeer.js';
import { DEFAULT_TIMES } from '../sharding/wire/LinkTimes.js';
import {
	type Ask,
	type FromCaller,
	type FromOwner,
	type LinkMessage,
	PROTOCOL,
	readMessage,
} from '../sharding/wire/messages.js';
import type { OpenQuestion } from '../sharding/wire/OpenQuestion.js';
import { Router } from '../sharding/wire/Router.js';
import type { Random } from './simulation/Random.js';
import type { VirtualClock } from './VirtualClock.js';

/** What goes wrong between the processes: shares of messages, and the longest delay in ms. */
export interface Faults {
	readonly lose: number;
	readonly repeat: number;
	readonly delayMs: number;
}

export const NO_FAULTS: Faults = { lose: 0, repeat: 0, delayMs: 0 };

/** One process in virtual time. */
export interface Child {
	readonly name: string;
	readonly peer: IPeer & { isAlive: boolean; isFull: boolean; version: number | undefined };
	readonly asker: Asker;
	readonly answerer: Answerer;
	isReady: boolean;
}

/** Answers a question as an owner does. */
export type Answer = (child: Child, open: OpenQuestion, ask: Ask) => Promise<MemberFetchError | undefined>;

/**
 * The processes of a bot and the wires between them, in virtual time. Guild `n` belongs to slot `n`; a slot has a process at
 * a time.
 */
export class LinkWorld {
	readonly router: Router;
	readonly slots: Child[] = [];
	readonly started: Child[] = [];
	#order = 0;

	constructor(
		readonly clock: VirtualClock,
		private readonly random: Random,
		private readonly faults: Faults,
		count: number,
		private readonly answer: Answer,
	) {
		this.router = new Router({ clock, times: DEFAULT_TIMES, isOurs: (guildId) => Number(guildId) < count });
		for (let slot = 0; slot < count; slot++) this.start(slot);
	}

	/** Starts a process in a slot; the one before is gone. */
	start(slot: number, isReady = true): Child {
		const { clock } = this;
		const order = this.#order++;
		const name = `process ${order}`;
		const toParent = (message: LinkMessage) => this.#carry(message, (read) => this.#atParent(child, read), child);
		const peer = {
			order,
			version: PROTOCOL as number | undefined,
			isAlive: true,
			isFull: false,
			owns: (guildId: string) => (Number(guildId) === slot ? (child.isReady ? 'ready' : 'coming') : 'none') as never,
			send: (message: LinkMessage) => this.#carry(message, (read) => atChild(child, read), child),
		};
		const deps = { clock, times: DEFAULT_TIMES, name, send: toParent };
		const child: Child = {
			name,
			peer,
			isReady,
			asker: new Asker(deps),
			answerer: new Answerer({ ...deps, answer: (ask, open) => this.answer(child, open, ask) }),
		};
		this.slots[slot] = child;
		this.started.push(child);
		this.router.join(peer);
		return child;
	}

	/** The process of a slot dies, and nothing of it is heard any more. */
	kill(slot: number): void {
		const child = this.slots[slot] as Child;
		child.peer.isAlive = false;
		child.answerer.dropAll();
		child.asker.failAll((guildId) => linkLost(guildId, 'this process is dead'));
		this.router.leave(child.peer, 'the process of its shard ended');
	}

	/** How many questions somebody still remembers. */
	get openCount(): number {
		const ofChildren = this.started.map(({ asker, answerer }) => asker.openCount + answerer.openCount);
		return ofChildren.reduce((sum, count) => sum + count, this.router.openCount);
	}

	#atParent({ peer }: Child, message: LinkMessage): void {
		if (message.type === 'ask' || message.type === 'more' || message.type === 'cancel')
			this.router.fromCaller(peer, message);
		else this.router.fromOwner(peer, message as FromOwner);
	}

	#carry(message: LinkMessage, deliver: (message: LinkMessage) => void, child: Child): void {
		const { random, faults, clock } = this;
		const text = JSON.stringify(envelope(message, false));
		const copies = random.chance(faults.lose) ? 0 : random.chance(faults.repeat) ? 2 : 1;
		for (let copy = 0; copy < copies; copy++) {
			clock.setTimer(random.int(0, faults.delayMs), () => {
				const read = readMessage(JSON.parse(text));
				if (read && child.peer.isAlive) deliver(read);
			});
		}
	}
}

function atChild({ asker, answerer }: Child, message: LinkMessage): void {
	if (message.type === 'ask' || message.type === 'more' || message.type === 'cancel')
		answerer.receive(message as FromCaller);
	else asker.receive(message as FromOwner);
}

/** All pieces of an answer as they were said, and what has ended it. */
export async function collect(answer: AskedAnswer, afterEach: () => Promise<void> = async () => {}) {
	const said: unknown[] = [];
	for (let piece = await answer.next(); piece; piece = await answer.next()) {
		said.push(piece.meta);
		await afterEach();
	}
	answer.leave();
	return { said, failure: answer.failure };
}

/** Lets virtual time pass until the promise settles, however long the event loop takes for work without timers. */
export function inOrder<Value>(clock: VirtualClock, promise: Promise<Value>): Promise<Value> {
	return clock.runUntil(promise, 3_600_000);
}

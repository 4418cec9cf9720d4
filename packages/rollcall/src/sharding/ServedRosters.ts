import { randomUUID } from 'node:crypto';
import type { ShardingManager } from 'discord.js';
import { invalid } from '../errors/invalid.js';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { SystemClock } from '../pacing/SystemClock.js';
import { AskedRosters } from './AskedRosters.js';
import { type LinkOptions, timesOf } from './LinkOptions.js';
import { ChildPeer } from './processes/ChildPeer.js';
import { ForkPort } from './processes/ForkPort.js';
import { type ClusterManagerLike, type Slot, slotsOf } from './processes/managers.js';
import { shardOf } from './processes/shardOf.js';
import { type ThreadEnd, ThreadPort } from './processes/ThreadPort.js';
import { Asker } from './wire/Asker.js';
import type { IPeer } from './wire/IPeer.js';
import {
	cameAsBytes,
	type FromOwner,
	type LinkMessage,
	PROBE,
	PROTOCOL,
	readMessage,
	versionOf,
} from './wire/messages.js';
import { Router } from './wire/Router.js';

const served = new WeakSet<object>();

/** What a parent process asks of its children, as they ask each other. */
export class ServedRosters extends AskedRosters {
	readonly #router: Router;
	readonly #manager: object;
	readonly #undo = new Set<() => void>();
	readonly #peers = new Map<ChildPeer, () => void>();
	#order = 0;
	#isClosed = false;

	/** Call `serveRosters`, which says more. */
	constructor(manager: ShardingManager | ClusterManagerLike, options: LinkOptions = {}) {
		const slots = slotsOf(manager);
		if (served.has(manager)) throw invalid('manager', 'one that is served already', 'a manager that is not served yet');
		const { clock = new SystemClock() } = options;
		const times = timesOf(options);
		const isOurs = (guildId: string) => {
			const { shardCount, shardList } = slots;
			return shardCount === 0 || shardList === undefined || shardList.includes(shardOf(guildId, shardCount));
		};
		const router = new Router({ clock, times, isOurs });
		const own: IPeer = {
			order: -1,
			version: PROTOCOL,
			isAlive: true,
			isFull: false,
			owns: () => 'none',
			send: (message) => asker.receive(message as FromOwner),
		};
		const asker = new Asker({ clock, times, name: randomUUID(), send: (message) => router.fromCaller(own, message) });
		super(asker, clock, () => {
			if (this.#isClosed) throw closed();
			return undefined;
		});
		served.add(manager);
		this.#manager = manager;
		this.#router = router;
		const follow = (slot: Slot) => this.#follow(slot, () => slots.shardCount);
		this.#undo.add(slots.onCreate(follow));
		for (const slot of slots.all()) follow(slot);
	}

	/** Ends all questions that are on the way, and stops listening to the manager and its processes. */
	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		for (const undo of this.#undo) undo();
		for (const [peer, stop] of this.#peers) {
			if (peer.isAlive) peer.send({ type: 'bye' });
			stop();
		}
		this.#peers.clear();
		this.#router.failAll(closed);
		served.delete(this.#manager);
	}

	#follow(slot: Slot, shardCount: () => number): void {
		const onSpawn = () => this.#meet(slot, shardCount);
		this.#undo.add(slot.onSpawn(onSpawn));
		if (slot.process) onSpawn();
	}

	/** There is a new process. */
	#meet(slot: Slot, shardCount: () => number): void {
		const { process } = slot;
		if (!process) return;
		this.#dropDead();
		const port = 'postMessage' in process ? new ThreadPort(process as ThreadEnd) : new ForkPort(process);
		const place = { isCurrent: () => slot.process === process, shards: () => slot.shards, shardCount };
		const peer = new ChildPeer(this.#order++, port, place);
		const stop = port.listen(
			(message) => this.#hear(peer, message),
			() => this.#part(peer, 'the process of its shard ended'),
		);
		this.#peers.set(peer, stop);
		this.#router.join(peer);
		peer.send({ type: 'welcome', asks: true, probe: PROBE });
	}

	#hear(peer: ChildPeer, value: unknown): void {
		const version = versionOf(value);
		if (version === undefined) return; // the bot's own, or the client library's
		const isNew = peer.version !== version;
		peer.version = version;
		if (version !== PROTOCOL) {
			if (isNew) {
				peer.send({ type: 'welcome', asks: false, probe: PROBE });
				this.#router.join(peer);
			}
			return;
		}
		const message = readMessage(value);
		if (message) this.#take(peer, message);
	}

	#take(peer: ChildPeer, message: LinkMessage): void {
		switch (message.type) {
			case 'hello':
				if (cameAsBytes(message)) peer.port.carriesBytes = true;
				peer.hear(message);
				peer.send({ type: 'welcome', asks: false, probe: PROBE });
				this.#router.join(peer);
				return;
			case 'welcome':
				return;
			case 'bye':
				peer.hear(undefined);
				this.#router.leave(peer, 'the process of its shard closed its link');
				return;
			case 'ask':
			case 'more':
			case 'cancel':
				this.#router.fromCaller(peer, message);
				return;
			default:
				this.#router.fromOwner(peer, message);
		}
	}

	#part(peer: ChildPeer, why: string): void {
		this.#peers.get(peer)?.();
		this.#peers.delete(peer);
		this.#router.leave(peer, why);
	}

	/** Of some processes nobody says that they have ended. */
	#dropDead(): void {
		for (const peer of [...this.#peers.keys()]) if (!peer.isAlive) this.#part(peer, 'the process of its shard ended');
	}
}

function closed(guildId?: string): MemberFetchError {
	return new MemberFetchError('CLOSED', 'The served rosters were closed.', guildId === undefined ? {} : { guildId });
}

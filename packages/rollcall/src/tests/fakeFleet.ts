import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Client, ShardingManager } from 'discord.js';
import type { IMemberFetchService } from '../interfaces/IMemberFetchService.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import type { LinkOptions } from '../sharding/LinkOptions.js';
import { ProcessLink } from '../sharding/ProcessLink.js';
import { ForkPort } from '../sharding/processes/ForkPort.js';

/** One end of a channel between a process and its child, as Node has it. */
export class FakeEnd extends EventEmitter {
	other: FakeEnd | undefined;
	connected = true;

	send(message: unknown, done: (error: Error | null) => void): boolean {
		const text = JSON.stringify(message);
		setImmediate(() => {
			done(null);
			if (this.connected) this.other?.emit('message', JSON.parse(text));
		});
		return true;
	}

	/** The process is gone, or lets the other one go. */
	disconnect(): void {
		for (const end of [this, this.other]) {
			if (!end?.connected) continue;
			end.connected = false;
			end.emit('disconnect');
		}
	}
}

function aChannel(): [FakeEnd, FakeEnd] {
	const [parent, child] = [new FakeEnd(), new FakeEnd()];
	parent.other = child;
	child.other = parent;
	return [parent, child];
}

/** A shard of {@link FakeManager}. */
export class FakeShard extends EventEmitter {
	process: FakeEnd | null = null;
	readonly worker = null;

	constructor(readonly id: number) {
		super();
	}

	/** Starts a process, and gives its end. */
	spawn(): FakeEnd {
		const [parent, child] = aChannel();
		this.process = parent;
		this.emit('spawn', parent as unknown as ChildProcess);
		return child;
	}
}

/** A ShardingManager whose processes are in this one. */
export class FakeManager extends EventEmitter {
	readonly shards = new Map<number, FakeShard>();
	shardList: number[];

	constructor(readonly totalShards: number) {
		super();
		this.shardList = Array.from({ length: totalShards }, (_, id) => id);
	}

	createShard(id: number): FakeShard {
		const shard = new FakeShard(id);
		this.shards.set(id, shard);
		this.emit('shardCreate', shard);
		return shard;
	}

	/** As `serveRosters` takes it. */
	get asManager(): ShardingManager {
		return this as unknown as ShardingManager;
	}
}

/** A client of a shard that has no guilds. */
export function aLonelyClient(shard: number, shardCount: number): Client & EventEmitter {
	const client = Object.assign(new EventEmitter(), {
		guilds: { cache: new Map() },
		ws: { shards: new Map([[shard, {}]]) },
		options: { shardCount },
		isReady: () => true,
	});
	return client as unknown as Client & EventEmitter;
}

/** A link over such a channel. */
export function linkOver(
	end: FakeEnd | undefined,
	client: Client,
	service: IMemberFetchService = new MemberFetchService(),
	options: LinkOptions = {},
): ProcessLink {
	return new ProcessLink(service, client, end && new ForkPort(end), options);
}

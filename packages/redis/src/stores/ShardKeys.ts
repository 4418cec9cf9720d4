import type { ShardKey } from 'rollcall/stores';

/** The version of everything that is kept. Processes with another version share nothing with these. */
const FORMAT = 'v1';
const NAME = /^(\d+)-(\d+)-(\d+)$/;

/** The keys of Redis. Those of one bot have the same hash tag, so that a cluster keeps them in one place. */
export class ShardKeys {
	constructor(private readonly prefix: string) {}

	/** Everything of a shard begins with it. */
	base(key: ShardKey): string {
		return this.baseOf(key.applicationId, nameOf(key));
	}

	baseOf(applicationId: string, name: string): string {
		return `${this.#of(applicationId)}:shard:${name}`;
	}

	/** The names of the shards of a bot that have saved something. */
	shards(applicationId: string): string {
		return `${this.#of(applicationId)}:shards`;
	}

	/** The ids of the bots that have saved something. */
	get bots(): string {
		return `${this.#of('bots')}:bots`;
	}

	#of(tag: string): string {
		return `${this.prefix}:{${tag}}:${FORMAT}`;
	}
}

/** Names a shard among those of its bot. */
export function nameOf({ shardCount, intents, shardId }: ShardKey): string {
	return `${shardCount}-${intents}-${shardId}`;
}

/** Whether a shard of this name belongs to the bot as it runs now. */
export function isOfRun(name: string, { shardCount, intents }: ShardKey): boolean {
	const [, count, bits] = NAME.exec(name) ?? [];
	return Number(count) === shardCount && Number(bits) === intents;
}

/** @throws Error `INVALID_ARGUMENT` if a part is wrong: the parts become a key of Redis */
export function checkKey({ applicationId, shardId, shardCount, intents }: ShardKey): void {
	if (typeof applicationId !== 'string' || !/^\d{1,20}$/.test(applicationId))
		throw invalid('applicationId', applicationId, 'a snowflake as a string');
	if (!Number.isSafeInteger(shardCount) || shardCount < 1) throw invalid('shardCount', shardCount, 'at least 1');
	if (!Number.isSafeInteger(shardId) || shardId < 0 || shardId >= shardCount)
		throw invalid('shardId', shardId, `0 to ${shardCount - 1}`);
	if (!Number.isSafeInteger(intents) || intents < 0) throw invalid('intents', intents, 'a whole number of at least 0');
}

function invalid(name: string, value: unknown, allowed: string): Error {
	const error = new TypeError(`key.${name}: expected ${allowed}, got ${String(value)}.`);
	return Object.assign(error, { code: 'INVALID_ARGUMENT' });
}

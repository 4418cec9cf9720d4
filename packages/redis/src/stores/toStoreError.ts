import { StoreError } from 'rollcall/stores';

/** The error of a store for a failure of Redis. */
export function toStoreError(error: unknown, what: string): StoreError {
	if (error instanceof StoreError) return error;
	const message = error instanceof Error ? error.message : String(error);
	if (message.startsWith('OOM'))
		return new StoreError(
			'full',
			`${what}: Redis is out of memory. Raise maxmemory. What was saved before is still there.`,
		);
	if (/^(NOPERM|NOAUTH|READONLY|WRONGPASS)/.test(message))
		return new StoreError(
			'refused',
			`${what}: Redis refuses it (${message}). Check the user, and that it is no replica.`,
		);
	return new StoreError('failed', `${what}: ${message} What was saved before is still there.`, undefined, error);
}

/** Another process owns the shard. */
export function held(): StoreError {
	return new StoreError(
		'held',
		'Another process has the shard, or this one was not heard of for too long. Open it again.',
	);
}

/** The thread of a process that holds a shard, as its lock file names it. */
export interface Holder {
	/** No other lock has the same. */
	readonly nonce: string;
	readonly pid: number;
	/** 0 is the main thread, which ends only with its process. */
	readonly threadId: number;
	readonly host: string;
	/** Where process ids mean the same: the boot of the machine and the namespace; `null` if the system does not say. */
	readonly place: string | null;
	/** When the process began, as the system counts it: ids are used again. */
	readonly startedAt: string | null;
}

/** What a lock file says; `null` if it says nothing, since its writer was cut off or has only just made it. */
export function readHolder(bytes: Uint8Array): Holder | null {
	try {
		const holder = JSON.parse(Buffer.from(bytes).toString()) as Holder | null;
		return typeof holder?.nonce === 'string' ? holder : null;
	} catch {
		return null;
	}
}

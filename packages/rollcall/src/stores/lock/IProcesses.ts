import type { Holder } from './Holder.js';

/** The processes that can hold a shard. */
export interface IProcesses {
	/** This thread. */
	describeOwn(): Promise<Omit<Holder, 'nonce'>>;
	/** Whether a holder still runs; `undefined` if that cannot be seen from here. */
	isRunning(holder: Holder): Promise<boolean | undefined>;
}

import type { Holder } from '../lock/Holder.js';
import type { IProcesses } from '../lock/IProcesses.js';

/** Processes of a test, which can be killed. */
export class FakeProcesses implements IProcesses {
	/** No two processes of a test have the same id. */
	static #last = 0;
	#pid = ++FakeProcesses.#last;
	/** Whether others can see which process runs; between containers, they cannot. */
	canSee = true;

	/** All processes so far end; the next store is of a new one. */
	kill(): void {
		this.#pid = ++FakeProcesses.#last;
	}

	async describeOwn(): Promise<Omit<Holder, 'nonce'>> {
		return { pid: this.#pid, threadId: 0, host: 'test', place: 'test', startedAt: '0' };
	}

	async isRunning({ pid }: Holder): Promise<boolean | undefined> {
		return this.canSee ? pid === this.#pid : undefined;
	}
}

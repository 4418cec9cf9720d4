/** A wait for something that may have come already. */
export class Wait<T> {
	readonly promise: Promise<T>;
	readonly #cancels: (() => void)[] = [];
	#resolve!: (found: T) => void;
	#reject!: (error: Error) => void;

	/** @param find - Gives what is waited for once it is there. */
	constructor(private readonly find: () => T | undefined) {
		this.promise = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
	}

	/** Runs when the wait is over, however it ends. */
	onEnd(cancel: () => void): void {
		this.#cancels.push(cancel);
	}

	/** Looks whether it has come, and says so. */
	look(): boolean {
		const found = this.find();
		if (found === undefined) return false;
		this.#end();
		this.#resolve(found);
		return true;
	}

	fail(error: Error): void {
		this.#end();
		this.#reject(error);
	}

	#end(): void {
		for (const cancel of this.#cancels.splice(0)) cancel();
	}
}

/** A wait for something that may already be there. */
export class Wait<T> {
	readonly promise: Promise<T>;
	readonly #cancels: (() => void)[] = [];
	#resolve!: (found: T) => void;
	#reject!: (error: Error) => void;

	/** @param find - Gives the awaited thing as soon as it is there. */
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

	/** Looks for the awaited thing, and says whether it is there. */
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

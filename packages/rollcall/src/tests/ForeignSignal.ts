/** An AbortSignal as packages and other realms have it: none of Node's own, and without a reason. */
export class ForeignSignal {
	aborted = false;
	readonly #listeners = new Set<() => void>();

	/** How many listeners wait on it. */
	get listenerCount(): number {
		return this.#listeners.size;
	}

	addEventListener(type: string, listener: () => void): void {
		if (type === 'abort') this.#listeners.add(listener);
	}

	removeEventListener(_type: string, listener: () => void): void {
		this.#listeners.delete(listener);
	}

	abort(): void {
		this.aborted = true;
		for (const listener of [...this.#listeners]) listener();
	}

	/** As the options have it. */
	get signal(): AbortSignal {
		return this as unknown as AbortSignal;
	}
}

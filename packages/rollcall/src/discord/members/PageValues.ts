/** A value for each row of a page, of which one takes no list: most pages are made for one member. */
export class PageValues<Value> {
	#at = -1;
	#only: Value | undefined;
	#all: (Value | undefined)[] | undefined;

	/** @param size - rows of the page */
	constructor(private readonly size: number) {}

	get(at: number): Value | undefined {
		if (this.#all !== undefined) return this.#all[at];
		return this.#at === at ? this.#only : undefined;
	}

	set(at: number, value: Value): void {
		if (this.#all !== undefined) this.#all[at] = value;
		else if (this.#at === -1 || this.#at === at) {
			this.#at = at;
			this.#only = value;
		} else {
			this.#all = new Array(this.size).fill(undefined);
			this.#all[this.#at] = this.#only;
			this.#all[at] = value;
			this.#only = undefined;
		}
	}

	*entries(): Generator<[at: number, value: Value], undefined> {
		if (this.#only !== undefined) yield [this.#at, this.#only];
		for (const [at, value] of this.#all?.entries() ?? []) if (value !== undefined) yield [at, value];
	}
}

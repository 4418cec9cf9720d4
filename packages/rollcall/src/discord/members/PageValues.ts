/** Rows of a page, a power of two. Smaller pages make a walk slower; of a larger page one member holds more others. */
export const PAGE_SIZE = 32;

/** A value for each row of a page. */
export type Values<Value> = (Value | undefined)[];

const NOTHING: readonly undefined[] = new Array<undefined>(PAGE_SIZE).fill(undefined);

/** Room for a value for each row of a page. */
export function room<Value>(): Values<Value> {
	return NOTHING.slice();
}

/** A value for each row of a page, of which one takes no list: most pages are made for one member. */
export class PageValues<Value> {
	#at = -1;
	#only: Value | undefined;
	#all: Values<Value> | undefined;

	/** The list, which stays the same from now on. */
	get all(): Values<Value> {
		if (this.#all !== undefined) return this.#all;
		this.#all = room();
		if (this.#at !== -1) this.#all[this.#at] = this.#only;
		this.#only = undefined;
		return this.#all;
	}

	get(at: number): Value | undefined {
		if (this.#all !== undefined) return this.#all[at];
		return this.#at === at ? this.#only : undefined;
	}

	set(at: number, value: Value): void {
		if (this.#all === undefined && (this.#at === -1 || this.#at === at)) {
			this.#at = at;
			this.#only = value;
		} else this.all[at] = value;
	}

	*entries(): Generator<[at: number, value: Value], undefined> {
		if (this.#only !== undefined) yield [this.#at, this.#only];
		for (const [at, value] of this.#all?.entries() ?? []) if (value !== undefined) yield [at, value];
	}
}

import type { RawMember } from '../../interfaces/ITransport.js';

export type Rows = ReadonlyMap<string, RawMember>;
/** The next state of each member; `undefined` if they are none any more. */
export type Change = readonly (readonly [userId: string, member: RawMember | undefined])[];

interface Step {
	readonly at: number;
	readonly undo: Change;
}

/** Members with a past: what they were after each step can be told. */
export class Timeline {
	readonly #rows = new Map<string, RawMember>();
	readonly #steps: Step[] = [];

	get rows(): Rows {
		return this.#rows;
	}

	/** Steps taken so far. */
	get stepCount(): number {
		return this.#steps.length;
	}

	apply(at: number, change: Change): void {
		const undo = change.map(([id]) => [id, this.#rows.get(id)] as const);
		put(this.#rows, change);
		this.#steps.push({ at, undo: undo.reverse() });
	}

	/** Becomes what `rows` are, in one step. */
	become(at: number, rows: Rows): void {
		const lost = [...this.#rows.keys()].filter((id) => !rows.has(id)).map((id) => [id, undefined] as const);
		const changed = [...rows].filter(([id, member]) => this.#rows.get(id) !== member);
		this.apply(at, [...lost, ...changed]);
	}

	/** The members who changed in the last `count` steps, the latest first. */
	changedLast(count: number): string[] {
		const last = this.#steps.slice(-count).reverse();
		return [...new Set(last.flatMap(({ undo }) => undo.map(([id]) => id)))];
	}

	/** Their state after the first `count` steps; it is to be read before the next step. */
	after(count: number): Rows {
		if (count >= this.#steps.length) return this.#rows;
		const rows = new Map(this.#rows);
		for (let i = this.#steps.length - 1; i >= count; i--) put(rows, this.#steps[i]?.undo ?? []);
		return rows;
	}

	/** Steps taken up to the end of a moment. */
	countAt(moment: number): number {
		let count = this.#steps.length;
		while (count > 0 && (this.#steps[count - 1]?.at ?? 0) > moment) count--;
		return count;
	}

	/** Everything that they were since a moment. */
	*since(moment: number): Iterable<Rows> {
		const first = this.countAt(moment - 1);
		for (let count = this.#steps.length; count >= first; count--) yield this.after(count);
	}
}

function put(rows: Map<string, RawMember>, change: Change): void {
	for (const [id, member] of change) {
		if (member) rows.set(id, member);
		else rows.delete(id);
	}
}

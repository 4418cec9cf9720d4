import { emptyOf } from '../members/lazily.js';

/** Goes from item to item. A generator takes several times as long. */
export interface Walk<Item> {
	next(): Item | undefined;
	/** The key of the item that came last. Hardly any loop reads it. */
	key(): string;
}

/** What the iterators of the engine inherit. */
const Iterators = emptyOf<object>({ prototype: Object.getPrototypeOf(Object.getPrototypeOf([].values())) });

class Steps<Item, Step> extends Iterators implements Iterator<Step, undefined> {
	constructor(
		private readonly walk: Walk<Item>,
		private readonly pick: ((item: Item, walk: Walk<Item>) => Step) | undefined,
	) {
		super();
	}

	next(): IteratorResult<Step, undefined> {
		const item = this.walk.next();
		if (item === undefined) return { value: undefined, done: true };
		return { value: this.pick ? this.pick(item, this.walk) : (item as unknown as Step), done: false };
	}
}

/** An iterator over what `pick` makes of each item, or over the items. */
export function stepsOf<Item>(walk: Walk<Item>): IterableIterator<Item>;
export function stepsOf<Item, Step>(
	walk: Walk<Item>,
	pick: (item: Item, walk: Walk<Item>) => Step,
): IterableIterator<Step>;
export function stepsOf<Item, Step>(
	walk: Walk<Item>,
	pick?: (item: Item, walk: Walk<Item>) => Step,
): IterableIterator<Step> {
	return new Steps(walk, pick) as unknown as IterableIterator<Step>;
}

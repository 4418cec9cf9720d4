type Child = Node | string;

/** An element with these properties. Texts become text nodes, so that a name is never read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string>> = {},
	...children: Child[]
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

export function find(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (!found) throw new Error(`The page has no #${id}.`);
	return found;
}

/** Changes the text only if it is another one, so that a selection and a screen reader are left alone. */
export function setText(node: Node, text: string): void {
	if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node: Element, name: string, value: string): void {
	if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** A row of something that lives on from one snapshot to the next. */
export interface Row<Item> {
	readonly root: HTMLElement;
	update(item: Item): void;
}

/** Keeps one row for each item, in order, and keeps the focus where it is. */
export class Rows<Item> {
	readonly #rows = new Map<string, Row<Item>>();

	constructor(
		private readonly parent: HTMLElement,
		private readonly keyOf: (item: Item) => string,
		private readonly make: (item: Item) => Row<Item>,
	) {}

	show(items: readonly Item[]): void {
		const keys = new Set(items.map(this.keyOf));
		for (const [key, { root }] of this.#rows) {
			if (keys.has(key)) continue;
			root.remove();
			this.#rows.delete(key);
		}
		items.forEach((item, place) => {
			const row = this.#rows.get(this.keyOf(item)) ?? this.make(item);
			this.#rows.set(this.keyOf(item), row);
			row.update(item);
			if (this.parent.children[place] !== row.root)
				this.parent.insertBefore(row.root, this.parent.children[place] ?? null);
		});
	}
}

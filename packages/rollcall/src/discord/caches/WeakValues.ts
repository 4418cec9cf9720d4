/** Objects by id, for as long as somebody else holds them. */
export class WeakValues<Item extends object> {
	readonly #refs = new Map<string, WeakRef<Item>>();
	readonly #ends = new FinalizationRegistry<string>((id) => {
		if (this.#refs.get(id)?.deref() === undefined) this.#refs.delete(id);
	});

	get(id: string): Item | undefined {
		return this.#refs.get(id)?.deref();
	}

	set(id: string, item: Item): void {
		this.#refs.set(id, new WeakRef(item));
		this.#ends.register(item, id);
	}

	delete(id: string): void {
		this.#refs.delete(id);
	}

	clear(): void {
		this.#refs.clear();
	}

	*entries(): Generator<[string, Item], undefined> {
		for (const [id, ref] of this.#refs) {
			const item = ref.deref();
			if (item) yield [id, item];
		}
	}
}

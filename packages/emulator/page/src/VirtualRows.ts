/** Browsers cannot make an element as high as ten million rows. Above this the rows move faster than the scroll bar. */
const MOST_PIXELS = 8_000_000;
const BEYOND = 6;

export interface VirtualRowsOptions {
	/** The element that scrolls. */
	readonly viewport: HTMLElement;
	/** The element in it that is as high as all rows together. */
	readonly body: HTMLElement;
	readonly rowHeight: number;
	makeRow(): HTMLElement;
	fillRow(row: HTMLElement, index: number): void;
	/** Called with the rows that are in sight, to load what is missing. */
	onRange(first: number, end: number): void;
}

/** Shows the rows in sight of a list of any length. Their order in the document is that of the list. */
export class VirtualRows {
	readonly #rows: HTMLElement[] = [];
	#total = 0;
	#isWaiting = false;

	constructor(private readonly options: VirtualRowsOptions) {
		options.viewport.addEventListener('scroll', () => this.#later(), { passive: true });
		new ResizeObserver(() => this.#later()).observe(options.viewport);
	}

	/** Shows another list from its beginning. Nothing of the last one stays in the document. */
	show(total: number): void {
		for (const row of this.#rows.splice(0)) row.remove();
		this.options.viewport.scrollTop = 0;
		this.resize(total);
	}

	/** Shows the same list, which has become longer or shorter, in the same place. */
	resize(total: number): void {
		this.#total = total;
		this.options.body.style.blockSize = `${Math.min(total * this.options.rowHeight, MOST_PIXELS)}px`;
		this.draw();
	}

	/** The first row in sight. */
	get first(): number {
		const { scrollTop, clientHeight } = this.options.viewport;
		return Math.max(0, Math.floor(this.#firstInSight(scrollTop, clientHeight)));
	}

	/** Fills the rows in sight again, for example when their data is there. */
	draw(): void {
		const { viewport, body, rowHeight } = this.options;
		const { scrollTop, clientHeight } = viewport;
		const exact = this.#firstInSight(scrollTop, clientHeight);
		const first = Math.max(0, Math.floor(exact) - BEYOND);
		const end = Math.min(this.#total, Math.ceil(exact + clientHeight / rowHeight) + BEYOND);
		while (this.#rows.length < end - first) this.#rows.push(body.appendChild(this.options.makeRow()));
		this.#rows.forEach((row, place) => {
			const index = first + place;
			row.hidden = index >= end;
			if (row.hidden) return;
			row.style.transform = `translateY(${scrollTop + (index - exact) * rowHeight}px)`;
			this.options.fillRow(row, index);
		});
		this.options.onRange(first, end);
	}

	#firstInSight(scrollTop: number, clientHeight: number): number {
		const { rowHeight } = this.options;
		const height = this.#total * rowHeight;
		if (height <= MOST_PIXELS) return scrollTop / rowHeight;
		return (scrollTop / (MOST_PIXELS - clientHeight)) * (this.#total - clientHeight / rowHeight);
	}

	#later(): void {
		if (this.#isWaiting) return;
		this.#isWaiting = true;
		requestAnimationFrame(() => {
			this.#isWaiting = false;
			this.draw();
		});
	}
}

/** The state of a command, and its line for people. */
export class Tally {
	doing = '';
	done = 0;
	total: number | undefined;
	/** Epoch ms by what happens then. */
	readonly #waits = new Map<string, number>();
	#first: { readonly at: number; readonly done: number } | undefined;

	constructor(private readonly now: () => number) {}

	begin(doing: string): void {
		this.doing = doing;
		this.#first = undefined;
		this.#waits.clear();
	}

	count(done: number, total: number | undefined): void {
		this.done = done;
		this.total = total;
		this.#first ??= { at: this.now(), done };
	}

	waitFor(what: string, until: number): void {
		this.#waits.set(what, until);
	}

	/** What is waited for; empty if nothing is. */
	get wait(): string {
		return [...this.#waits]
			.map(([what, until]) => ({ what, left: Math.ceil((until - this.now()) / 1_000) }))
			.filter(({ left }) => left > 0)
			.map(({ what, left }) => `${what} in ${time(left)}`)
			.join(', ');
	}

	/** Count, rate and the time that is left, as far as they are known. */
	get figures(): string {
		if (this.#first === undefined) return '';
		const { done, total, rate } = this;
		const of = total === undefined ? '' : ` of ${format(total)}`;
		const left = rate > 0 && total !== undefined && total > done ? (total - done) / rate : undefined;
		return [
			`${format(done)}${of} members`,
			rate > 0 ? `${format(Math.round(rate))}/s` : '',
			left === undefined ? '' : `${time(left)} left`,
		]
			.filter((part) => part !== '')
			.join(', ');
	}

	/** Everything in one line. */
	get line(): string {
		return [this.doing, this.figures, this.wait].filter((part) => part !== '').join('; ');
	}

	/** Members per second since the first ones came; 0 while it is not known. */
	private get rate(): number {
		const { at, done } = this.#first ?? { at: this.now(), done: this.done };
		const seconds = (this.now() - at) / 1_000;
		return seconds > 0.2 && this.done > done ? (this.done - done) / seconds : 0;
	}
}

const format = (count: number) => count.toLocaleString('en-US');

function time(seconds: number): string {
	const whole = Math.ceil(seconds);
	return whole < 90 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}

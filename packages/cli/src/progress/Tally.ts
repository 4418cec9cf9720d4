/** The state of a command, and its line for people. */
export class Tally {
	doing = '';
	done = 0;
	total: number | undefined;
	#opensAt = 0;
	#first: { readonly at: number; readonly done: number } | undefined;

	constructor(private readonly now: () => number) {}

	begin(doing: string): void {
		this.doing = doing;
		this.#first = undefined;
		this.#opensAt = 0;
	}

	count(done: number, total: number | undefined): void {
		this.done = done;
		this.total = total;
		this.#first ??= { at: this.now(), done };
	}

	waitUntil(moment: number): void {
		this.#opensAt = moment;
	}

	/** What is waited for; empty if nothing is. */
	get wait(): string {
		const left = Math.ceil((this.#opensAt - this.now()) / 1_000);
		return left > 0 ? `the gate opens in ${left} s` : '';
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

import type { Clock } from './Clock.js';

/** The action when the alarm rings. */
export interface Job {
	run(): Promise<void>;
	/** How long it is until it is due again. */
	msToNext(): number;
	/** Not called for what fails because of the stop. */
	onFailure(error: unknown): void;
}

/** Runs a job whenever it is due, never twice at once, until it is stopped. */
export class Alarm {
	readonly #stopping = new AbortController();
	#work: Promise<void> = Promise.resolve();
	#cancel = () => {};

	constructor(
		private readonly clock: Clock,
		private readonly job: Job,
	) {}

	/** Aborts at the stop. */
	get signal(): AbortSignal {
		return this.#stopping.signal;
	}

	/** Runs the job as soon as nothing else runs, and sets the alarm for the next time. */
	ring(): void {
		this.#cancel();
		this.run(async () => {
			try {
				await this.job.run();
			} finally {
				this.set();
			}
		});
	}

	/** Sets the alarm again after something has changed. */
	set(): void {
		this.#cancel();
		if (!this.signal.aborted) this.#cancel = this.clock.after(this.job.msToNext(), () => this.ring());
	}

	/** Runs other work once, but never beside the job. */
	run(work: () => Promise<void>): void {
		this.#work = this.#work
			.then(() => (this.signal.aborted ? undefined : work()))
			.catch((error: unknown) => {
				if (!this.signal.aborted) this.job.onFailure(error);
			});
	}

	/** Resolves when nothing is running. */
	async idle(): Promise<void> {
		await this.#work;
	}

	/** Ends it; resolves when running work has ended. */
	async stop(): Promise<void> {
		this.#stopping.abort(new Error('The bot is stopping.'));
		this.#cancel();
		await this.idle();
	}
}

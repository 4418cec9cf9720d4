import type { CancelTimer, IClock } from '../interfaces/IClock.js';
import type { Saver } from '../saved/Saver.js';

/** Longer than this, nobody waits for a store. */
const LONGEST_SAVE_MS = 20_000;

/** All that a service saves. */
export class Keeper {
	readonly #savers = new Set<Saver>();

	constructor(private readonly clock: IClock) {}

	add(saver: Saver): void {
		this.#savers.add(saver);
	}

	/** Whether anything is saved. */
	get isIdle(): boolean {
		return this.#savers.size === 0;
	}

	/** Why something could not be saved; `undefined` if all was. */
	get problem(): string | undefined {
		for (const { problem } of this.#savers) if (problem !== undefined) return problem;
		return undefined;
	}

	/** Somebody must not be kept any longer. */
	hurry(): void {
		for (const saver of this.#savers) saver.hurry();
	}

	/** Saves all that has changed. It does not wait for a store for ever. */
	async save(): Promise<void> {
		await this.#patiently([...this.#savers].map((saver) => saver.save()));
	}

	/** Saves nothing from now on. */
	async close(): Promise<void> {
		const savers = [...this.#savers];
		this.#savers.clear();
		await this.#patiently(savers.map((saver) => saver.close()));
	}

	async #patiently(work: readonly Promise<void>[]): Promise<void> {
		if (work.length === 0) return;
		let cancel: CancelTimer = () => {};
		const limit = new Promise<void>((resolve) => {
			cancel = this.clock.setTimer(LONGEST_SAVE_MS, resolve);
		});
		await Promise.race([Promise.all(work), limit]);
		cancel();
	}
}

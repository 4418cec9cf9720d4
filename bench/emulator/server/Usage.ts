import { cpuSince } from '../../measuring/cpu.js';

const EVERY_MS = 20;

/** What this process takes. */
export class Usage {
	readonly #begun = process.cpuUsage();
	#peakRss = process.memoryUsage.rss();

	constructor() {
		setInterval(() => this.#look(), EVERY_MS).unref();
	}

	get now(): { readonly peakRss: number; readonly cpuMs: number } {
		this.#look();
		return { peakRss: this.#peakRss, cpuMs: cpuSince(this.#begun) };
	}

	#look(): void {
		this.#peakRss = Math.max(this.#peakRss, process.memoryUsage.rss());
	}
}

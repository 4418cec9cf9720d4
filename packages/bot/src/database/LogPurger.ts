import type { Database } from 'better-sqlite3';
import { type Clock, MINUTE_MS } from '../clock/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Feature } from '../interfaces/Feature.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import type { Logger } from '../logging/index.js';
import { purgeLog } from './purgeLog.js';
import { rewriteSmall } from './rewriteSmall.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = MINUTE_MS;
const REWRITES_EVERY_MS = 5_000;

/**
 * Makes sure that removed data is gone from the files as well. If another program holds the log, it is emptied as soon
 * as that program lets go. A log that a killed process has left is emptied at the start.
 */
@injectable()
export class LogPurger implements Feature {
	readonly name = 'the log of the database';
	#delayMs = FIRST_RETRY_MS;
	#cancel: (() => void) | undefined;
	#waiting: ((isGone: boolean) => void)[] = [];
	#isStopped = false;
	/** Something was removed, and the file may hold a copy. */
	#hasCopies = false;
	#mayRewriteAt = 0;

	constructor(
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
		@inject(DI_TOKENS.Logger) private readonly logger: Logger,
	) {}

	start(): void {
		this.purge();
	}

	stop(): void {
		this.#mayRewriteAt = 0;
		this.purge();
		this.#isStopped = true;
		this.#end(false);
	}

	/** Like {@link purge}, after data about a user was removed: the file must not hold a copy either. */
	purgeAll(): boolean {
		this.#hasCopies = true;
		return this.purge();
	}

	/** Whether everything that was removed so far is gone from the log. If not, it is tried again until it is. */
	purge(): boolean {
		if (this.#isStopped) return false;
		this.#rewrite();
		if (purgeLog(this.database) && !this.#hasCopies) {
			this.#end(true);
			return true;
		}
		this.#cancel ??= this.#retryLater();
		return false;
	}

	/** Tries again until everything is gone; `false` if the bot stops first. */
	whenGone(): Promise<boolean> {
		if (this.purge()) return Promise.resolve(true);
		if (this.#isStopped) return Promise.resolve(false);
		return new Promise((resolve) => void this.#waiting.push(resolve));
	}

	/** Not for each of many users that ask at once, since the bot does nothing else meanwhile. */
	#rewrite(): void {
		const now = this.clock.now();
		if (!this.#hasCopies || now < this.#mayRewriteAt) return;
		this.#mayRewriteAt = now + REWRITES_EVERY_MS;
		this.#hasCopies = false;
		rewriteSmall(this.database);
	}

	#retryLater(): () => void {
		const delayMs = this.#delayMs;
		this.#delayMs = Math.min(2 * delayMs, LONGEST_RETRY_MS);
		if (delayMs === LONGEST_RETRY_MS)
			this.logger.warn('Another program holds the log of the database, which still has removed data; trying again');
		return this.clock.after(delayMs, () => {
			this.#cancel = undefined;
			this.purge();
		});
	}

	#end(isGone: boolean): void {
		this.#cancel?.();
		this.#cancel = undefined;
		this.#delayMs = FIRST_RETRY_MS;
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const tell of waiting) tell(isGone);
	}
}

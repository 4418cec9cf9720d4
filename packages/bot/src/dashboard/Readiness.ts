import { type Client, Status } from 'discord.js';
import type { Clock } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { inject, injectable } from '../injection/index.js';
import type { Migrations } from '../interfaces/Migrations.js';
import { DI_TOKENS } from '../interfaces/tokens.js';

/** Everybody may ask, so that an answer about the disk stays valid for so long. */
const DISK_MS = 5_000;

export const readinessMigrations: Migrations = {
	room: 'readiness',
	steps: ['CREATE TABLE readiness_probe (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT'],
};

/** Whether the bot can do its work: the gateway is established, and the database can be written. */
@injectable()
export class Readiness {
	readonly #write;
	#disk = { at: Number.NEGATIVE_INFINITY, isWritable: false };

	constructor(
		@inject(DI_TOKENS.Client) private readonly client: Client,
		@inject(DI_TOKENS.Database) private readonly database: Database,
		@inject(DI_TOKENS.Clock) private readonly clock: Clock,
	) {
		this.#write = database.prepare<[number]>('INSERT OR REPLACE INTO readiness_probe VALUES (1, ?)');
	}

	get isReady(): boolean {
		return this.hasGateway && this.canWrite;
	}

	/** Every shard has a session. */
	get hasGateway(): boolean {
		const { shards } = this.client.ws;
		return this.client.isReady() && shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
	}

	/** A row was written and committed: a lock or a full disk shows in nothing less. */
	get canWrite(): boolean {
		const at = this.clock.now();
		if (Math.abs(at - this.#disk.at) >= DISK_MS) this.#disk = { at, isWritable: this.#canWriteNow(at) };
		return this.#disk.isWritable && this.database.open;
	}

	#canWriteNow(at: number): boolean {
		try {
			this.#write.run(at);
			return true;
		} catch {
			return false;
		}
	}
}

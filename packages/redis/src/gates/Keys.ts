/** The version of everything that is kept. Processes with another version share nothing with these. */
const FORMAT = 'v1';

/**
 * The keys of Redis. Those of one bot have the same hash tag, so that a cluster keeps them in one place and a script may
 * read them together.
 */
export class Keys {
	constructor(private readonly prefix: string) {}

	window(botId: string, guildId: string): string {
		return `${this.#of(botId)}:window:${guildId}`;
	}

	epoch(botId: string): string {
		return `${this.#of(botId)}:epoch`;
	}

	turns(botId: string): string {
		return `${this.#of(botId)}:turns`;
	}

	bucket(botId: string, guildId: string, route: string): string {
		return `${this.#of(botId)}:bucket:${route}:${guildId}`;
	}

	/** The requests of a bucket that are not answered yet. */
	open(botId: string, guildId: string, route: string): string {
		return `${this.#of(botId)}:open:${route}:${guildId}`;
	}

	/** All bots of an address share it. */
	invalid(address: string): string {
		return `${this.#of(address)}:invalid`;
	}

	#of(tag: string): string {
		return `${this.prefix}:{${tag}}:${FORMAT}`;
	}
}

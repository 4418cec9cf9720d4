import { injectable } from '../injection/index.js';

/** Why the list of a guild is stale, as the service told it. */
@injectable()
export class StaleReasons {
	readonly #reasons = new Map<string, string>();

	of(guildId: string): string | undefined {
		return this.#reasons.get(guildId);
	}

	note(guildId: string, reason: string | undefined): void {
		if (reason === undefined) this.#reasons.delete(guildId);
		else this.#reasons.set(guildId, reason);
	}
}

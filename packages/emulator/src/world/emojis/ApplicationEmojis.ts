import type { APIEmoji } from 'discord-api-types/v10';

/** The emojis that applications have of their own, by application and id. */
export class ApplicationEmojis {
	readonly #byApplication = new Map<string, Map<string, APIEmoji>>();

	/** Those of an application, in the order in which they were made. */
	of(applicationId: string): Map<string, APIEmoji> {
		const known = this.#byApplication.get(applicationId);
		if (known) return known;
		const emojis = new Map<string, APIEmoji>();
		this.#byApplication.set(applicationId, emojis);
		return emojis;
	}
}

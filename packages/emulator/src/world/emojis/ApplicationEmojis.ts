import type { APIEmoji } from 'discord-api-types/v10';
import { saveMap } from '../saved/index.js';

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

	/** Keeps the emojis. The returned function puts them back. */
	save(): () => void {
		const putBack = [saveMap(this.#byApplication), ...[...this.#byApplication.values()].map(saveMap)];
		return () => {
			for (const each of putBack) each();
		};
	}
}

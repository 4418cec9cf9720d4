const REMEMBERED = 256;

/** Whose requests chunks answer: ours, or those of others on the same connection. */
export class Nonces {
	readonly #ours = new Set<string>();
	readonly #foreign = new Set<string>();

	/** Registers a nonce as ours, so that its chunks, late ones too, are not taken for another's. */
	own(nonce: string): void {
		if (this.#ours.size >= REMEMBERED) this.#ours.delete(this.#ours.values().next().value ?? '');
		this.#ours.add(nonce);
	}

	isOurs(nonce: string | undefined): boolean {
		return nonce !== undefined && this.#ours.has(nonce);
	}

	/** Whether a request of somebody else on the guild shows for the first time; each chunk without a nonce is one. */
	isNewForeign(guildId: string, nonce: string | undefined): boolean {
		const key = `${guildId}:${nonce ?? ''}`;
		if (this.#foreign.has(key)) return false;
		if (this.#foreign.size >= REMEMBERED) this.#foreign.clear();
		if (nonce !== undefined) this.#foreign.add(key);
		return true;
	}
}

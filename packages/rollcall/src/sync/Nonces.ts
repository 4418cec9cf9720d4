const REMEMBERED = 256;

/** Tells chunks that answer our requests from those that answer others on the same connection. */
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

	/** Whether the chunk is the first of a request that somebody else made; each chunk without a nonce counts as one. */
	isNewForeign(guildId: string, nonce: string | undefined): boolean {
		const key = `${guildId}:${nonce ?? ''}`;
		if (this.#foreign.has(key)) return false;
		if (this.#foreign.size >= REMEMBERED) this.#foreign.clear();
		if (nonce !== undefined) this.#foreign.add(key);
		return true;
	}
}

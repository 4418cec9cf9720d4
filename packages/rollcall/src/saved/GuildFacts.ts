/** Facts of guilds with the number of the dispatch after which they were last other ones. */
export class GuildFacts {
	/** As they are in the store. */
	readonly #known: Map<string, string>;

	/** @param known - what is in the store */
	constructor(known: ReadonlyMap<string, string>) {
		this.#known = new Map(known);
	}

	/** Takes over what is in the store. */
	restore(guildId: string, written: string): void {
		this.#known.set(guildId, written);
	}

	/** What has to be written of the facts of a guild; `undefined` if they are as they were. */
	changed(guildId: string, text: string, sequence: number | null): string | undefined {
		const known = this.#known.get(guildId);
		return known !== undefined && readFacts(known)?.text === text ? undefined : writeFacts(text, sequence);
	}

	delete(guildId: string): void {
		this.#known.delete(guildId);
	}

	guildIds(): string[] {
		return [...this.#known.keys()];
	}
}

function writeFacts(text: string, sequence: number | null): string {
	return `[${sequence},${text}]`;
}

/** Facts as they are in the store: JSON, and the number of the last dispatch that they have the effect of. */
export function readFacts(
	written: string,
): { readonly text: string; readonly sequence: number | undefined } | undefined {
	const found = /^\[(null|\d+),(.*)\]$/s.exec(written);
	if (!found) return undefined;
	const [, sequence, text = ''] = found;
	return { text, sequence: sequence === 'null' ? undefined : Number(sequence) };
}

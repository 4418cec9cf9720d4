/** Something that Discord's own client would not let a user do: the bot never hears of it. */
export class ActorError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'ActorError';
	}
}

/** Names in quotes, for an error that tells what there is. */
export function list(names: Iterable<string>): string {
	return [...names].map((name) => `"${name}"`).join(', ') || 'none';
}

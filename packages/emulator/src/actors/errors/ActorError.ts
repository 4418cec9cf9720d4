/** Something that Discord's own client would not let a user do. The bot hears nothing of it. */
export class ActorError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'ActorError';
	}
}

/** Names in quotes, for an error that lists what there is. */
export function list(names: Iterable<string>): string {
	return [...names].map((name) => `"${name}"`).join(', ') || 'none';
}

import { LimitedCollection, type User } from 'discord.js';

/**
 * A cache of users that keeps only the bot, and the last other user until the current task is over.
 *
 * discord.js adds the user of a presence to its cache and reads them back a few lines later (`PresenceUpdate`, then
 * `UserUpdate`, in 14.28.1). If the cache has nobody then, the process ends. Discord promises no more than the id of
 * that user, and often sends only some of the other fields.
 */
export class PassingUsers extends LimitedCollection<string, User> {
	#passing: User | undefined;

	constructor() {
		super({ maxSize: 0, keepOverLimit: (user, id) => id === user.client.user?.id });
	}

	override set(id: string, user: User): this {
		super.set(id, user);
		if (!super.has(id)) this.#pass(user);
		return this;
	}

	override get(id: string): User | undefined {
		const passing = this.#passing?.id === id ? this.#passing : undefined;
		return super.get(id) ?? passing;
	}

	#pass(user: User): void {
		if (!this.#passing) queueMicrotask(() => this.#forget());
		this.#passing = user;
	}

	#forget(): void {
		this.#passing = undefined;
	}
}

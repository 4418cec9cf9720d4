import type { Guild } from 'discord.js';
import type { Questions } from './Questions.js';

const offered = new WeakMap<object, Questions<Guild>>();

/** Lets links between processes ask a service without making objects of discord.js. */
export function offerQuestions(service: object, questions: Questions<Guild>): void {
	offered.set(service, questions);
}

/** The questions of a service; `undefined` if it is none of this copy of the package. */
export function questionsOf(service: object): Questions<Guild> | undefined {
	return offered.get(service);
}

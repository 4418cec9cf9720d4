import { channelMention, roleMention, TimestampStyles, time, userMention } from 'discord.js';
import type { Sayable } from './texts.js';

/**
 * Markup that the bot intends: a mention or a moment. As a value of a text it stays live, unlike a string, whose origin
 * nobody knows. It is made of ids and times only, never of words from outside.
 */
export class Markup implements Sayable {
	constructor(private readonly written: string) {}

	static user(id: string): Markup {
		return new Markup(userMention(id));
	}

	/** @param guildId - also the id of `@everyone`, which has no mention */
	static role(id: string, guildId?: string): Markup {
		return new Markup(id === guildId ? '@everyone' : roleMention(id));
	}

	static channel(id: string): Markup {
		return new Markup(channelMention(id));
	}

	/** Day and time, in the time zone of each reader. @param at - epoch milliseconds */
	static moment(at: number): Markup {
		return new Markup(time(Math.floor(at / 1000), TimestampStyles.ShortDateTime));
	}

	say(): string {
		return this.written;
	}

	toString(): string {
		return this.written;
	}
}

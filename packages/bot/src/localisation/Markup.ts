import { channelMention, roleMention, TimestampStyles, time, userMention } from 'discord.js';
import type { Sayable } from './texts.js';

/**
 * Markup that the bot means: a mention or a moment. As a value of a text it stays live, unlike a string, of which nobody can
 * tell where it comes from. Made of ids and times only, never of words from outside.
 */
export class Markup implements Sayable {
	constructor(private readonly written: string) {}

	static user(id: string): Markup {
		return new Markup(userMention(id));
	}

	/** @param guildId - whose id is that of `@everyone` too, which no mention names */
	static role(id: string, guildId?: string): Markup {
		return new Markup(id === guildId ? '@everyone' : roleMention(id));
	}

	static channel(id: string): Markup {
		return new Markup(channelMention(id));
	}

	/** Day and time, as each reader's own time zone has them. @param at - epoch milliseconds */
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

import { escapeMarkdown } from 'discord.js';

/** Words of a user, shown as they were written: in no message of the bot are they a link or a heading. */
export function asWritten(words: string): string {
	return escapeMarkdown(words, { maskedLink: true, heading: true });
}

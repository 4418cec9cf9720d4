import type { Guild } from 'discord.js';
import { members } from '../members.js';

/** For people: says how many members there are, and how far to trust the number. */
export async function describeMembers(guild: Guild, timeout = 10_000): Promise<string> {
	const { members: all, metadata, error } = await members.fetchGuildMembers(guild, { timeout });
	if (metadata.complete) return `${all.size} members.`;
	if (error && !error.retryable) throw error; // somebody has to fix something first
	return `${all.size} of about ${metadata.expectedCount} members (${metadata.status}). Try again in a minute.`;
}

/** For exports and bulk changes: throws instead of returning less than everyone. */
export async function everyone(guild: Guild): Promise<string[]> {
	const { roster } = await members.fetchGuildMembers(guild, { require: 'complete' });
	return [...roster.ids()];
}

import type { GuildWorld } from 'rollcall-emulator';

const KNOWN = /<@&?(\d+)>|<#(\d+)>|\b(\d{17,20})\b/g;

/** A text as a member sees it in Discord: with names instead of ids, and without the marks around words. */
export function readable(text: string, guild: GuildWorld): string {
	return text
		.replace(KNOWN, (found, ...ids: string[]) => nameOf(ids.find(Boolean) ?? '', guild) ?? found)
		.replaceAll('**', '')
		.replaceAll('```', '')
		.replace(/\\([^\w\s]|_)/g, '$1');
}

function nameOf(id: string, guild: GuildWorld): string | undefined {
	const user = guild.user(id);
	const role = guild.roles.get(id)?.name.replace(/^@/, '');
	const person = guild.member(id)?.nick ?? user?.global_name ?? user?.username ?? role;
	const channel = guild.channels.get(id)?.name ?? undefined;
	return person === undefined ? channel && `#${channel}` : `@${person}`;
}

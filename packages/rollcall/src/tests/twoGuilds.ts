import { Client, type Guild, type GuildMember } from 'discord.js';
import { MemberPages } from '../discord/members/MemberPages.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberTable } from '../roster/MemberTable.js';

export const GUILD_ID = '81384788765712384';
export const ROLE_IDS = ['81384788765712385', '81384788765712386', '81384788765712387'];
const CHANNEL_ID = '81384788765712390';

/** A guild of a client that is not logged in, and the requests that it makes. */
export function aGuild(): { guild: Guild; sent: unknown[] } {
	const sent: unknown[] = [];
	const makeRequest = async (url: string, { method, body }: { method?: string; body?: unknown }) => {
		sent.push([method, new URL(url).pathname, body]);
		const { pathname } = new URL(url);
		const answer = pathname.endsWith('/channels') ? { id: CHANNEL_ID, type: 1, recipients: [] } : { id: '1' };
		return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
	};
	const client = new Client({ intents: [], rest: { makeRequest: makeRequest as never } });
	client.token = 'token';
	client.rest.setToken('token');
	const role = (id: string, position: number) => ({
		...{ id, name: id, permissions: String(position), position, color: position, hoist: position === 2 },
		...{ colors: { primary_color: position }, managed: false, mentionable: false },
	});
	const roles = [GUILD_ID, ...ROLE_IDS].map(role);
	const none = { channels: [], members: [], emojis: [], stickers: [], presences: [], voice_states: [], threads: [] };
	const data = { id: GUILD_ID, name: 'guild', owner_id: '1', roles, features: [], ...none };
	const guilds = client.guilds as unknown as { _add(data: object): Guild };
	return { guild: guilds._add(data), sent };
}

/** The member as discord.js makes them in a client of its own. */
export function made(guild: Guild, raw: RawMember): GuildMember {
	const members = guild.members as unknown as { _add(data: RawMember): GuildMember };
	return members._add(structuredClone(raw));
}

/** The pages of a table, whose users are of the guild alone. */
export function pagesOf(guild: Guild, table: MemberTable, isKnown?: () => boolean): MemberPages {
	const { columns } = table.view();
	return new MemberPages(guild.client, { guild }, columns, columns.rowCount, isKnown);
}

export function tableOf(members: readonly RawMember[]): MemberTable {
	const table = new MemberTable();
	for (const member of members) table.set(member);
	return table;
}

export function rowOf(table: MemberTable, userId: string): number {
	return table.view().rowOf(userId);
}

import type { APIGuildMember } from 'discord-api-types/v10';
import type { DiscordEmulator } from 'rollcall-emulator';
import { canonicalMember } from '../checking/canonicalMember.js';
import { Digest } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { hashOf } from '../checking/sumOf.js';
import { yieldingly } from '../checking/yieldingly.js';
import { splitIds, sumReading } from '../measuring/measureGets.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Truth } from './EmulatorCommands.js';

/** Reads the right answers off the world. */
export async function readTruth(
	guild: ReturnType<DiscordEmulator['world']['guild']>,
	{ roleId, lookupIds }: Pick<GuildTarget, 'roleId' | 'lookupIds'>,
): Promise<Truth> {
	const [digest, rawDigest] = [new Digest(), new Digest()];
	const sums = { roleSize: 0, nicknamed: 0, bots: 0, names: 0, flags: 0 };
	for await (const member of yieldingly(guild.members())) {
		const { user, nick = null, roles } = member;
		digest.add(canonicalRow({ id: user.id, username: user.username, nick, roles }));
		rawDigest.add(canonicalMember(member));
		if (roles.includes(roleId)) sums.roleSize += 1;
		if (nick !== null) sums.nicknamed += 1;
		if (user.bot) sums.bots += 1;
		sums.names += hashOf(user.username);
		sums.flags += member.flags + (user.public_flags ?? 0);
	}
	const read = splitIds(lookupIds).read.reduce((sum, id) => sum + readingOf(guild.member(id)), 0);
	return { count: digest.count, digest: digest.toString(), rawDigest: rawDigest.toString(), ...sums, read };
}

function readingOf(member: APIGuildMember | undefined): number {
	if (!member) throw new Error('A member to look up is not in the world.');
	const { user, nick, flags } = member;
	const tag = user.discriminator === '0' ? user.username : `${user.username}#${user.discriminator}`;
	const name = nick ?? user.global_name ?? user.username;
	return sumReading({ name, flags, userFlags: user.public_flags ?? 0, tag });
}

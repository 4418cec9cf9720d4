import type { DiscordEmulator } from 'rollcall-emulator';
import { canonicalMember } from '../checking/canonicalMember.js';
import { Digest } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import { yieldingly } from '../checking/yieldingly.js';
import type { GuildTarget } from '../sides/Target.js';
import type { Truth } from './EmulatorCommands.js';

/** Reads the right answers off the world. */
export async function readTruth(
	guild: ReturnType<DiscordEmulator['world']['guild']>,
	{ roleId }: Pick<GuildTarget, 'roleId'>,
): Promise<Truth> {
	const [digest, rawDigest] = [new Digest(), new Digest()];
	let [roleSize, nicknamed] = [0, 0];
	for await (const member of yieldingly(guild.members())) {
		const { user, nick = null, roles } = member;
		digest.add(canonicalRow({ id: user.id, username: user.username, nick, roles }));
		rawDigest.add(canonicalMember(member));
		if (roles.includes(roleId)) roleSize += 1;
		if (nick !== null) nicknamed += 1;
	}
	return { count: digest.count, digest: digest.toString(), rawDigest: rawDigest.toString(), roleSize, nicknamed };
}

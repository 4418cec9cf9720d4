import type { DiscordEmulator } from 'rollcall-emulator';
import { digestOf } from '../checking/Digest.js';
import { canonicalRow } from '../checking/Row.js';
import type { Target } from '../sides/Target.js';
import type { Changed } from './EmulatorCommands.js';

type GuildWorld = ReturnType<DiscordEmulator['world']['guild']>;

/** Updates members spread over the whole guild, half of them in their nickname and half in their roles; the sentinel last. */
export async function changeMembers(
	guild: GuildWorld,
	{ guild: { roleId }, sentinel }: Target,
	count: number,
): Promise<Changed> {
	const ids = new Set<string>();
	for (let index = 1; index < count; index++) {
		const { id } = guild.memberAt(1 + ((index * STRIDE) % (guild.size - 2))).user; // the first is the sentinel
		if (index % 2 === 0) guild.update(id, { nick: `Renamed ${index}` });
		else toggleRole(guild, id, roleId);
		ids.add(id);
	}
	guild.update(sentinel.id, { nick: sentinel.nick });
	ids.add(sentinel.id);
	return { ids: [...ids], digest: await digestOf([...ids].map((id) => rowOf(guild, id))) };
}

/** A prime far from a power of ten, so that the changes meet members everywhere in the guild. */
const STRIDE = 7919;

function toggleRole(guild: GuildWorld, id: string, roleId: string): void {
	if (guild.member(id)?.roles.includes(roleId)) guild.removeRole(id, roleId);
	else guild.addRole(id, roleId);
}

function rowOf(guild: GuildWorld, id: string): unknown {
	const member = guild.member(id);
	if (!member) throw new Error(`Member ${id} is gone from the world.`);
	const { user, nick = null, roles } = member;
	return canonicalRow({ id, username: user.username, nick, roles });
}

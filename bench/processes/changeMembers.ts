import type { APIGuildMember } from 'discord-api-types/v10';
import type { DiscordEmulator } from 'rollcall-emulator';
import { Digest, digestOf } from '../checking/Digest.js';
import type { HeardUpdate } from '../checking/HeardUpdate.js';
import { canonicalRow } from '../checking/Row.js';
import type { Target } from '../sides/Target.js';
import type { Changed } from './EmulatorCommands.js';

type GuildWorld = ReturnType<DiscordEmulator['world']['guild']>;

/**
 * Updates members spread over the whole guild, half of them in their nickname and half in their roles; the sentinel last.
 *
 * @param mark - what every new nickname ends with
 */
export async function changeMembers(
	guild: GuildWorld,
	{ guild: { roleId }, sentinel }: Target,
	count: number,
	mark: string,
): Promise<Changed> {
	const ids = new Set<string>();
	const heard = new Digest();
	const change = (id: string, update: () => void) => {
		const before = memberOf(guild, id);
		update();
		heard.add(heardUpdate(id, before, memberOf(guild, id)));
		ids.add(id);
	};
	for (let index = 1; index < count; index++) {
		const { id } = guild.memberAt(1 + ((index * STRIDE) % (guild.size - 2))).user; // the first is the sentinel
		change(id, () => {
			if (index % 2 === 0) guild.update(id, { nick: `Renamed ${index}${mark}` });
			else toggleRole(guild, id, roleId);
		});
	}
	change(sentinel.id, () => guild.update(sentinel.id, { nick: sentinel.nick + mark }));
	const digest = await digestOf([...ids].map((id) => rowOf(guild, id)));
	return { ids: [...ids], digest, heardDigest: heard.toString() };
}

/** A prime far from a power of ten, so that the changes meet members everywhere in the guild. */
const STRIDE = 7919;

function toggleRole(guild: GuildWorld, id: string, roleId: string): void {
	if (guild.member(id)?.roles.includes(roleId)) guild.removeRole(id, roleId);
	else guild.addRole(id, roleId);
}

function rowOf(guild: GuildWorld, id: string): unknown {
	const { user, nick = null, roles } = memberOf(guild, id);
	return canonicalRow({ id, username: user.username, nick, roles });
}

function memberOf(guild: GuildWorld, id: string): APIGuildMember {
	const member = guild.member(id);
	if (!member) throw new Error(`Member ${id} is gone from the world.`);
	return member;
}

/** @everyone counts as a role, as in the cache of discord.js. */
function heardUpdate(id: string, before: APIGuildMember, after: APIGuildMember): HeardUpdate {
	return [id, before.nick ?? null, after.nick ?? null, before.roles.length + 1, after.roles.length + 1];
}

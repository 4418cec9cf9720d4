import { Events } from 'discord.js';
import { expect, it } from 'vitest';
import { expectExact, once, setStage } from './stage.js';

it('a Guild object from before the bot was removed and invited again has the roles and the count of now', async () => {
	const stage = await setStage({ members: 40 });
	const { client, guild: kept, service, truth } = stage;
	const bot = truth.member(client.user.id);
	const deleted = once(client, Events.GuildDelete);
	truth.leave(client.user.id);
	await deleted;
	const role = truth.createRole({ name: 'since' });
	const holder = truth.memberAt(3).user.id;
	truth.addRole(holder, role.id);
	const created = once(client, Events.GuildCreate);
	truth.join(bot ?? {});
	await created;
	const guild = client.guilds.cache.get(kept.id);
	expect(guild).not.toBe(kept);
	expectExact(await service.fetchGuildMembers(kept), { ...stage, guild: guild ?? kept });
	const { roleMembers } = await service.fetchRoleMembers(kept, 'since');
	expect([...roleMembers.keys()]).toEqual([holder]);
	expect(roleMembers.first()?.roles.cache.has(role.id)).toBe(true);
	const { member } = await service.fetchMember(kept, holder);
	expect(member?.guild).toBe(guild);
});

import { expect, it } from 'vitest';
import { setStandaloneStage, told } from '../tests/standaloneStage.js';

it('emits joins, changes and leaves with records that name the guild', async () => {
	const { service, gateway, guild, truth } = await setStandaloneStage({ members: 200 });
	const heard: unknown[] = [];
	service.on('rosterStatusChange', ({ guildId, status, size }) => heard.push([guildId, status, size]));
	await service.fetchGuildMembers(guild);
	service.on('guildMemberAdd', ({ guild_id, user }) => heard.push(['add', guild_id, user.id]));
	service.on('guildMemberUpdate', (before, after) => heard.push(['update', before.nick, after.nick, after.deaf]));
	service.on('guildMemberRemove', ({ guild_id, user, nick }) => heard.push(['remove', guild_id, user.id, nick]));
	const joined = truth.join({ nick: 'a' }).user.id;
	truth.update(joined, { nick: 'b' });
	const gone = told(gateway, 'GUILD_MEMBER_REMOVE', joined);
	truth.leave(joined);
	await gone;
	expect(heard).toEqual([
		[guild.id, 'complete', 200],
		['add', guild.id, joined],
		['update', 'a', 'b', false],
		['remove', guild.id, joined, 'b'],
	]);
});

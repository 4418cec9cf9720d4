import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { AbsenceKeeper } from '../absences/index.js';
import { GuildSettingsStore } from '../settings/index.js';
import { eventually } from '../tests/eventually.js';
import { startBot } from '../tests/startBot.js';
import { suggestTimeZones } from './suggestTimeZones.js';

async function stageWithSettings(permissions?: bigint) {
	const bots = permissions === undefined ? {} : { emulator: { bots: [{ permissions: permissions.toString() }] } };
	const stage = await startBot(bots);
	const { actor, container, guild } = stage;
	const store = container.resolve(GuildSettingsStore);
	const run = async (command: string, options = {}, locale = 'en-US') =>
		await actor(undefined, { locale }).runs(command, options).answer();
	const said = async (command: string, options = {}, locale?: string) => (await run(command, options, locale)).content;
	return { ...stage, store, run, said, settings: () => store.get(guild.id) };
}

it('/settings sets, shows and removes the hours of roles, visible only to the caller', async () => {
	const { guild, run, said, settings } = await stageWithSettings();
	const role = guild.createRole({ name: 'Crew' });
	expect(await run('settings hours set', { role, hours: 7.5 })).toMatchObject({
		isEphemeral: true,
		content: `Members with <@&${role.id}> need 7.5 h in the period of a report.`,
		pings: { roles: [] },
	});
	expect(settings().requiredHours).toEqual(new Map([[role.id, 7.5]]));
	expect((await run('settings hours list')).embeds[0]?.description).toBe(`<@&${role.id}>: 7.5 h`);
	expect(await said('settings hours remove', { role })).toContain('no longer needs any hours');
	expect(await said('settings hours remove', { role })).toBe(`<@&${role.id}> has no required hours.`);
	expect(await said('settings hours list')).toBe('No role has required hours.');
});

it('/settings lists many hours page by page', async () => {
	const { guild, actor, run, store } = await stageWithSettings();
	for (const id of guild.roles.keys()) store.setRequiredHours(guild.id, id, 1);
	const first = await run('settings hours list');
	expect(first.embeds[0]?.description?.split('\n')).toHaveLength(20);
	const second = await actor().clicks(first, 'Next').answer();
	expect(second).toMatchObject({ kind: 'update', embeds: [{ footer: { text: expect.stringContaining('Page 2') } }] });
	expect((await run('settings show')).embeds[0]?.fields?.at(-1)?.value).toContain('more: `/settings hours list`');
	for (const id of guild.roles.keys()) store.setRequiredHours(guild.id, id, null);
	expect(await actor().clicks(second, 'Previous').answer()).toMatchObject({
		content: 'No role has required hours.',
		embeds: [],
	});
});

it('/settings accepts a report channel to which it can send, and refuses others with the missing permissions', async () => {
	const { guild, said, settings } = await stageWithSettings();
	const [channel] = [...guild.channels.values()];
	expect(await said('settings report-channel', { channel })).toBe(`Scheduled reports go to <#${channel?.id}>.`);
	expect(settings().reportChannelId).toBe(channel?.id);
	expect(await said('settings report-channel')).toBe('The report channel was removed.');
	expect(settings().reportChannelId).toBeNull();

	const mute = await stageWithSettings(PermissionFlagsBits.ViewChannel);
	mute.guild.updateRole(mute.guild.id, { permissions: '0' });
	await eventually(() => expect(mute.bot.client.guilds.cache.first()?.roles.everyone.permissions.bitfield).toBe(0n));
	const [other] = [...mute.guild.channels.values()];
	expect(await mute.said('settings report-channel', { channel: other })).toContain(
		'I lack Send Messages, Embed Links, Attach Files there',
	);
	expect(mute.settings().reportChannelId).toBeNull();
});

it('/settings shows the report channel of the environment if it belongs to the guild and none is set', async () => {
	const first = await stageWithSettings();
	const [channel, other] = [...first.guild.channels.values()];
	await first.bot.stop();
	const env = { REPORT_CHANNEL_ID: channel?.id };
	const { actor } = await startBot({ on: first.emulator, env });
	const said = async (command: string, options = {}) => {
		const { content, embeds } = await actor().runs(command, options).answer();
		return embeds[0]?.fields?.[0]?.value ?? content;
	};
	expect(await said('settings show')).toBe(`<#${channel?.id}>, from REPORT_CHANNEL_ID until you set one`);
	await said('settings report-channel', { channel: other });
	expect(await said('settings show')).toBe(`<#${other?.id}>`);
	expect(await said('settings report-channel')).toContain(
		`go to <#${channel?.id}> again, the channel in REPORT_CHANNEL_ID`,
	);

	const elsewhere = await startBot({ env: { REPORT_CHANNEL_ID: '123456789012345678' } });
	const { embeds } = await elsewhere.actor().runs('settings show').answer();
	expect(embeds[0]?.fields?.[0]?.value).toBe('none');
});

it('/settings accepts an AFK role that it can give, and says why it cannot give another', async () => {
	const { guild, said, settings, bot } = await stageWithSettings();
	const known = async (id: string) =>
		eventually(() => expect(bot.client.guilds.cache.first()?.roles.cache.has(id)).toBe(true));
	const low = guild.createRole({ name: 'AFK', position: 1 });
	const high = guild.createRole({ name: 'Boss', position: 99 });
	await known(high.id);
	expect(await said('settings afk-role', { role: guild.id })).toContain('@everyone cannot be the AFK role');
	const managed = [...guild.roles.values()].find((role) => role.managed);
	expect(await said('settings afk-role', { role: managed })).toContain('nobody can give it');
	expect(await said('settings afk-role', { role: high })).toContain('is not below my highest role');
	expect(settings().afkRoleId).toBeNull();
	expect(await said('settings afk-role', { role: low })).toContain('Members that are away get the role');
	expect(settings().afkRoleId).toBe(low.id);

	const weak = await stageWithSettings(0n);
	const role = weak.guild.createRole({ name: 'AFK', position: 1 });
	expect(await weak.said('settings afk-role', { role })).toContain('I lack the permission Manage Roles');
});

it('/settings refuses an AFK role that the caller could not give', async () => {
	const { guild, settings, actor } = await stageWithSettings();
	const low = guild.createRole({ name: 'AFK', position: 1 });
	const staff = guild.createRole({ name: 'Staff', position: 2, permissions: String(PermissionFlagsBits.ManageGuild) });
	const givers = guild.createRole({
		name: 'Givers',
		position: 2,
		permissions: String(PermissionFlagsBits.ManageRoles),
	});
	const admins = guild.createRole({
		name: 'Admins',
		position: 3,
		permissions: String(PermissionFlagsBits.Administrator),
	});
	const [mallory = ''] = [...guild.members()].map(({ user }) => user.id).filter((id) => id !== guild.ownerId);
	const says = async (role: { id: string }) =>
		(await actor(mallory).runs('settings afk-role', { role: role.id }).answer()).content;
	guild.update(mallory, { roles: [staff.id] });
	expect(await says(low)).toContain('You need these permissions for that: Manage Roles');
	guild.update(mallory, { roles: [staff.id, givers.id] });
	expect(await says(admins)).toContain('is not below your highest role');
	expect(settings().afkRoleId).toBeNull();
	expect(await says(low)).toContain('Members that are away get the role');
});

it('/settings gives a new AFK role to members that are away, and forgets deleted roles', async () => {
	const { guild, said, settings, container, store } = await stageWithSettings();
	const [one, two] = [guild.createRole({ name: 'AFK', position: 1 }), guild.createRole({ name: 'Away', position: 1 })];
	await said('settings afk-role', { role: one });
	const today = new Date().toISOString().slice(0, 10);
	await said('jamsu set', { until: today });
	expect(guild.member(guild.ownerId)?.roles).toContain(one.id);
	await said('settings afk-role', { role: two });
	await container.resolve(AbsenceKeeper).idle();
	expect(guild.member(guild.ownerId)?.roles).toContain(two.id);
	expect(guild.member(guild.ownerId)?.roles).not.toContain(one.id);
	store.setRequiredHours(guild.id, two.id, 3);
	guild.deleteRole(two.id);
	await eventually(() => expect(settings()).toMatchObject({ afkRoleId: null, requiredHours: new Map() }));
});

it('/settings accepts only time zones of Intl, suggests them, and accepts retention days', async () => {
	const { said, settings, actor } = await stageWithSettings();
	expect(await said('settings time-zone', { zone: 'asia/seoul' })).toContain('Days begin and end in Asia/Seoul');
	expect(await said('settings time-zone', { zone: 'Mars/Base' })).toContain('There is no time zone Mars/Base');
	expect(settings().timeZone).toBe('Asia/Seoul');
	const { choices } = await actor().autocompletes('settings time-zone', { zone: 'new york' }, 'zone').answer();
	expect(choices[0]).toMatchObject({ value: 'America/New_York' });
	expect(await said('settings retention', { days: 1 })).toBe('Single sessions are kept for 1 day.');
	expect(settings().retentionDays).toBe(1);
	expect(await said('settings leavers', { days: 7 })).toBe('Data about a member is removed 7 days after they leave.');
	expect(await said('설정 탈퇴자', { 일수: 8 }, 'ko')).toContain('8일 후에 삭제');
	expect(settings().leaverDays).toBe(8);
});

it('/settings changes what counts as active, each switch on its own', async () => {
	const { said, settings } = await stageWithSettings();
	expect(await said('settings activity')).toContain('Choose what to change');
	expect(await said('settings activity', { 'counts-alone': false })).toContain(
		'alone in voice counts: no; deafened time counts: yes',
	);
	expect(await said('settings activity', { 'counts-deafened': false })).toContain(
		'counts: no; deafened time counts: no',
	);
	expect(settings()).toMatchObject({ countsAlone: false, countsDeafened: false });
});

it('/settings accepts the share of a period that a judgement needs, and shows it', async () => {
	const { said, settings, run } = await stageWithSettings();
	expect(await said('settings observed', { percent: 75 })).toContain('if at least 75 % of its period was observed');
	expect(settings().leastObservedPercent).toBe(75);
	expect(await said('설정 최소관찰', { 퍼센트: 30 }, 'ko')).toContain('30% 이상');
	expect(settings().leastObservedPercent).toBe(30);
	const { embeds } = await run('settings show');
	expect(embeds[0]?.fields?.map(({ value }) => value)).toContain('30 % of the period observed');
});

it('/settings speaks Korean, and shows everything', async () => {
	const { said, run } = await stageWithSettings();
	expect(await said('설정 시간대', { 지역: 'Asia/Seoul' }, 'ko')).toContain('시간대를 Asia/Seoul');
	const { embeds } = await run('settings show');
	expect(embeds[0]?.fields?.map(({ value }) => value)).toEqual([
		'none',
		'none',
		'Asia/Seoul',
		'30 days',
		'30 days',
		'yes',
		'yes',
		'50 % of the period observed',
		'none',
	]);
});

it('/settings refuses users that may not manage the server, even if Discord let them through', async () => {
	const { actor, guild } = await stageWithSettings();
	const weak = [...guild.members()].find(({ user }) => (guild.permissionsOf(user.id) & 0x28n) === 0n && !user.bot);
	const { content } = await actor(weak?.user.id).runs('settings show', {}, { force: true }).answer();
	expect(content).toContain('Manage Server');
});

it('suggests at most 25 time zones, UTC first if nothing is typed', () => {
	expect(suggestTimeZones('')).toHaveLength(25);
	expect(suggestTimeZones('')[0]).toBe('UTC');
	expect(suggestTimeZones('seo')).toEqual(['Asia/Seoul']);
	expect(suggestTimeZones('nowhere')).toEqual([]);
});

import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { ManualClock } from 'rollcall-emulator';
import { describe, expect, it } from 'vitest';
import { AbsenceKeeper, AbsenceStore } from '../absences/index.js';
import { DI_TOKENS } from '../interfaces/tokens.js';
import { GuildSettingsStore } from '../settings/index.js';
import { eventually } from '../tests/eventually.js';
import { type Stage, type StartBotOptions, startBot, startEmulator } from '../tests/startBot.js';
import { temporaryFolder } from '../tests/temporaryFolder.js';

const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function stageWithRole(options: StartBotOptions = {}) {
	const clock = new ManualClock(NOON);
	const stage = await startBot({ clock, ...options });
	const role = afkRole(stage, 1);
	const { guild } = stage;
	const users = [...guild.members()].map(({ user }) => user).filter(({ bot, id }) => !bot && id !== guild.ownerId);
	const [member, other] = users.filter(({ id }) => (guild.permissionsOf(id) & PermissionFlagsBits.ManageRoles) === 0n);
	if (!member || !other) throw new Error('The guild is too small.');
	const hasRole = (id: string) => guild.member(id)?.roles.includes(role.id);
	const settled = () => stage.container.resolve(AbsenceKeeper).idle();
	return { ...stage, clock, role, member, other, hasRole, settled };
}

function afkRole({ guild, container }: Stage, position: number) {
	const role = guild.createRole({ name: 'AFK', position });
	container.resolve(GuildSettingsStore).set(guild.id, { afkRoleId: role.id });
	return role;
}

describe('/jamsu', () => {
	it('sets a member away until the end of a day, gives the role, lists them, and clears them again', async () => {
		const { actor, member, role, hasRole, container, guild } = await stageWithRole();
		const set = await actor().runs('jamsu set', { user: member, until: '260131', reason: '@everyone *ill*' }).answer();
		expect(set.isEphemeral).toBe(true);
		expect(set.content).toContain(`<@${member.id}> is away until 2026-01-31, that day included`);
		expect(set.content).toContain('Reason: @everyone \\*ill\\*');
		expect(set.content).toContain(`The role <@&${role.id}> was given.`);
		expect(set.pings).toEqual({ everyone: false, users: [], roles: [] });
		expect(hasRole(member.id)).toBe(true);
		const absences = container.resolve(DI_TOKENS.AbsenceSource).absencesIn(guild.id, { from: NOON, to: NOON + DAY });
		expect(absences.get(member.id)).toMatchObject([{ from: NOON, until: Date.UTC(2026, 1, 1) }]);

		const again = await actor().runs('jamsu set', { user: member, until: '2026-01-20' }).answer();
		expect(again.content).toContain('The previous end was 2026-01-31.');
		const list = await actor().runs('jamsu list').answer();
		expect(list.embeds[0]?.title).toBe('Away: 1');
		expect(list.embeds[0]?.description).toContain(`<@${member.id}> until 2026-01-20`);

		const cleared = await actor().runs('jamsu clear', { user: member }).answer();
		expect(cleared.content).toContain(`<@${member.id}> is back`);
		expect(hasRole(member.id)).toBe(false);
		expect((await actor().runs('jamsu list').answer()).content).toBe('Nobody is away.');
		expect((await actor().runs('jamsu clear', { user: member }).answer()).content).toContain('is not away');
	});

	it('lets a member set themselves, in Korean, and nobody else; only managers read the reasons of others', async () => {
		const { actor, member, other } = await stageWithRole();
		const { content } = await actor(member.id, { locale: 'ko' })
			.runs('잠수 설정', { 종료일: '260115', 사유: '여행' })
			.answer();
		expect(content).toContain('2026-01-15까지(당일 포함) 잠수로 설정되었습니다');
		const refused = await actor(member.id).runs('jamsu set', { user: other, until: '260120' }).answer();
		expect(refused).toMatchObject({ isEphemeral: true, content: expect.stringContaining('Manage Roles') });
		expect((await actor(member.id).runs('jamsu clear', { user: other }).answer()).content).toContain('Manage Roles');
		const listed = async (id?: string) => (await actor(id).runs('jamsu list').answer()).embeds[0]?.description;
		expect(await listed()).toContain('여행');
		expect(await listed(member.id)).toContain('여행');
		expect(await listed(other.id)).not.toContain('여행');
	});

	it('refuses an invalid day, a day that is over in the time zone of the guild, and one more than a year ahead', async () => {
		const { actor, guild, container } = await stageWithRole();
		container.resolve(GuildSettingsStore).set(guild.id, { timeZone: 'Pacific/Kiritimati' });
		const told = async (until: string) => (await actor().runs('jamsu set', { until }).answer()).content;
		expect(await told('31.1.2026')).toContain('31.1.2026 is not a date');
		expect(await told('260230')).toContain('260230 is not a date');
		expect(await told('260115')).toContain('Today is 2026-01-16 (Pacific/Kiritimati)');
		expect(await told('270117')).toContain('The last day possible is 2027-01-16');
		expect(await told('270116')).toContain('is away until 2027-01-16');
	});

	it('refuses a user that is not a member', async () => {
		const { actor, guild, member } = await stageWithRole();
		guild.leave(member.id);
		const { content } = await actor().runs('jamsu set', { user: member, until: '260131' }).answer();
		expect(content).toContain('is not a member of this server');
	});

	it('keeps the absence if it may not give the role, and says so; the same if no role is set', async () => {
		const { container, guild, actor, member, role } = await stageWithRole();
		guild.updateRole(role.id, { position: 99 });
		const run = async () => (await actor().runs('jamsu set', { user: member, until: '260131' }).answer()).content;
		expect(await run()).toContain('I may not change the AFK role');
		expect(container.resolve(AbsenceStore).current(guild.id, member.id)).toMatchObject({ roleId: null });
		container.resolve(GuildSettingsStore).set(guild.id, { afkRoleId: '100000000000000000' });
		expect(await run()).toContain('no longer exists');
		container.resolve(GuildSettingsStore).set(guild.id, { afkRoleId: null });
		expect(await run()).toContain('There is no AFK role');
	});

	it('keeps the absence if Discord fails at the role, and tries to take it again', async () => {
		const { actor, clock, emulator, member, hasRole, settled } = await stageWithRole();
		const fail = () => emulator.faults.add({ on: 'rest', route: 'memberRole', status: 500, times: 99 });
		let stop = fail();
		const { content } = await actor().runs('jamsu set', { user: member, until: '260131' }).answer();
		expect(content).toContain('Discord did not let me change the AFK role right now');
		stop();
		await actor().runs('jamsu set', { user: member, until: '260131' }).answer();
		expect(hasRole(member.id)).toBe(true);
		stop = fail();
		expect((await actor().runs('jamsu clear', { user: member }).answer()).content).toContain('could not be taken');
		stop();
		clock.advance(HOUR);
		await settled();
		expect(hasRole(member.id)).toBe(false);
	});

	it('ends by itself at the end of the day, and tries again if the role could not be taken', async () => {
		const { actor, clock, member, other, role, guild, hasRole, settled } = await stageWithRole();
		await actor().runs('jamsu set', { user: member, until: '260115' }).answer();
		await actor().runs('jamsu set', { user: other, until: '260116' }).answer();
		clock.advance(12 * HOUR - 1);
		await settled();
		expect(hasRole(member.id)).toBe(true);
		clock.advance(1);
		await settled();
		expect([hasRole(member.id), hasRole(other.id)]).toEqual([false, true]);
		guild.updateRole(role.id, { position: 99 });
		clock.advance(DAY);
		await settled();
		expect(hasRole(other.id)).toBe(true);
		guild.updateRole(role.id, { position: 1 });
		clock.advance(HOUR);
		await settled();
		expect(hasRole(other.id)).toBe(false);
	});

	it('gives the role again to a member that comes back during an absence, and ends it if they stay away', async () => {
		const { actor, clock, container, guild, member, other, hasRole, settled } = await stageWithRole();
		await actor().runs('jamsu set', { user: member, until: '260120' }).answer();
		await actor().runs('jamsu set', { user: other, until: '260120' }).answer();
		for (const { id } of [member, other]) guild.leave(id);
		guild.join({ user: { id: member.id } });
		await eventually(() => expect(hasRole(member.id)).toBe(true));
		clock.advance(10 * DAY);
		await settled();
		expect(hasRole(member.id)).toBe(false);
		expect(container.resolve(AbsenceStore).overdue()).toEqual([]);
	});

	it('ends absences that ended while the bot was down, and gives the role to members that came back', async () => {
		const emulator = await startEmulator();
		const options = { on: emulator, env: { DATABASE_PATH: join(temporaryFolder(), 'bot.db') } };
		const { bot, actor, member, other, guild, hasRole, role } = await stageWithRole(options);
		await actor().runs('jamsu set', { user: member, until: '260120' }).answer();
		await actor().runs('jamsu set', { user: other, until: '260130' }).answer();
		await bot.stop();
		guild.leave(other.id);
		guild.join({ user: { id: other.id } });
		expect([hasRole(member.id), hasRole(other.id)]).toEqual([true, false]);
		const { container } = await startBot({ ...options, clock: new ManualClock(NOON + 8 * DAY) });
		await container.resolve(AbsenceKeeper).idle();
		expect(guild.member(member.id)?.roles).not.toContain(role.id);
		expect(guild.member(other.id)?.roles).toContain(role.id);
	});

	it('shows long lists page by page', async () => {
		const { actor, container, guild } = await stageWithRole();
		const store = container.resolve(AbsenceStore);
		for (const { user } of [...guild.members()].slice(0, 25))
			store.set({ guildId: guild.id, userId: user.id, until: NOON + DAY, reason: '*'.repeat(200), setBy: user.id });
		const first = await actor().runs('jamsu list').answer();
		expect(first.embeds[0]?.footer?.text).toBe('Page 1 of 3');
		expect(first.embeds[0]?.description?.split('\n')).toHaveLength(10);
		const last = await actor()
			.clicks(await actor().clicks(first, 'Next').answer(), 'Next')
			.answer();
		expect(last).toMatchObject({ kind: 'update', embeds: [{ footer: { text: 'Page 3 of 3' } }] });
		expect(last.embeds[0]?.description?.split('\n')).toHaveLength(5);
	});

	it('erases the data of a user, and takes the role', async () => {
		const { actor, container, guild, member, hasRole, settled } = await stageWithRole();
		await actor().runs('jamsu set', { user: member, until: '260120', reason: 'away' }).answer();
		const [data] = container.resolveAll(DI_TOKENS.PersonalData).filter(({ room }) => room === 'absences');
		expect([...(data?.export(guild.id, member.id) ?? [])]).toMatchObject([
			{ reason: 'away', until: '2026-01-21T00:00:00.000Z' },
		]);
		expect(data?.erase(guild.id, member.id)).toBe(1);
		await settled();
		expect(hasRole(member.id)).toBe(false);
		expect([...(data?.export(guild.id, member.id) ?? [])]).toEqual([]);
	});

	it('takes the role of an erased absence later, if Discord refuses at first', async () => {
		const { actor, clock, container, emulator, guild, member, role, hasRole, settled } = await stageWithRole();
		await actor().runs('jamsu set', { user: member, until: '260120' }).answer();
		const [data] = container.resolveAll(DI_TOKENS.PersonalData).filter(({ room }) => room === 'absences');
		const body = { code: 50013, message: 'Missing Permissions' };
		emulator.faults.add({ on: 'rest', route: 'memberRole', status: 403, body, times: 1 });
		data?.erase(guild.id, member.id);
		await settled();
		expect(hasRole(member.id)).toBe(true);
		expect([...(data?.export(guild.id, member.id) ?? [])]).toEqual([{ roleToBeTaken: role.id }]);
		clock.advance(10 * 60_000);
		await settled();
		expect(hasRole(member.id)).toBe(false);
		expect([...(data?.export(guild.id, member.id) ?? [])]).toEqual([]);
	});

	it('tells a user that set the absence of another that this is kept, but not whose it is, and forgets it on request', async () => {
		const { actor, guild, container, member, other } = await stageWithRole();
		container
			.resolve(AbsenceStore)
			.set({ guildId: guild.id, userId: member.id, until: NOON + DAY, reason: 'ill', setBy: other.id });
		const shown = await actor(other.id).runs('privacy show').answer();
		expect(shown.content).toMatch(/\*\*absences\*\*: 1 entry[\s\S]*until 2026-01-\S+ \S+ UTC, set for another yes/);
		expect(shown.content).not.toMatch(new RegExp(`ill|${member.id}`));
		const asked = await actor(other.id).runs('privacy erase').answer();
		expect((await actor(other.id).clicks(asked, 'Remove').answer()).content).toMatch(/1 entry was removed/);
		expect((await actor(other.id).runs('privacy show').answer()).content).toMatch(/keep nothing/);
		expect(container.resolve(AbsenceStore).ofUser(guild.id, member.id)).toMatchObject([{ reason: 'ill', setBy: '' }]);
	});

	it.each(['legacy', 'compare', 'optimized'])('answers the same with MEMBER_FETCH=jamsu:%s', async (mode) => {
		const { actor, guild, member, role, other, log, emulator } = await stageWithRole({
			env: { MEMBER_FETCH: `jamsu:${mode}` },
		});
		// The role is there before: in `compare` the second way may already see the role that the command gives.
		guild.update(member.id, { roles: [role.id] });
		guild.leave(other.id);
		const run = async (user: { id: string }) =>
			(await actor().runs('jamsu set', { user, until: '260120' }).answer()).content;
		expect(await run(member)).toContain('is away until');
		expect(await run(other)).toContain('is not a member');
		expect(emulator.stats.bot().memberRequests.full).toBe(0);
		if (mode === 'compare')
			await eventually(() => expect(log.filter(({ msg }) => msg === 'compare: the two ways agree')).toHaveLength(2));
	});
});

import { once } from 'node:events';
import { Events, type GuildMember } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheWithoutMembers } from '../discord/cacheWithoutMembers.js';
import { makeGuildMember } from '../discord/makeGuildMember.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { dispatched, readable, type Stage, setStage } from './stage.js';
import { hearWarnings } from './warningsOf.js';

/** Whether discord.js keeps members itself: the events of the service are the same. */
const clients = [
	['with the caches of discord.js', {}],
	['without its members', { makeCache: cacheWithoutMembers() }],
] as const;

/** Resolves when everything that has happened in the guild was told to the client: a last event of our own has come. */
async function catchUp({ client, truth }: Stage): Promise<void> {
	const { id } = truth.join({}).user;
	await dispatched(client, 'GUILD_MEMBER_ADD', id);
}

/** The events of the service so far, each with its name and the readable fields of its members. */
function listen({ service }: Stage): unknown[][] {
	const heard: unknown[][] = [];
	const note = (name: string, ...members: GuildMember[]) => heard.push([name, ...members.map(readable)]);
	service.on(Events.GuildMemberAdd, (member) => note('add', member));
	service.on(Events.GuildMemberRemove, (member) => note('remove', member));
	service.on(Events.GuildMemberUpdate, (before, after) => note('update', before, after));
	return heard;
}

const shown = ({ guild }: Stage, raw: unknown) => readable(makeGuildMember(guild, raw as RawMember));

describe.each(clients)('events of members, from a client %s', (_, client) => {
	/** A guild that was fetched, and its events since. */
	async function aFetched() {
		const stage = await setStage({ members: 200, client });
		await stage.service.fetchGuildMembers(stage.guild);
		return { ...stage, stage, heard: listen(stage) };
	}

	it('report joins, leaves with the member as last known, and changes with before and after, in this order', async () => {
		const { stage, truth, heard } = await aFetched();
		const first = truth.memberAt(3);
		const joined = truth.join({ nick: 'new here' });
		const { id } = first.user;
		const renamed = truth.update(id, { nick: 'renamed' });
		const changed = truth.update(id, { user: { global_name: 'Another' } });
		truth.leave(id);
		await catchUp(stage);
		expect(heard.slice(0, -1)).toEqual([
			['add', shown(stage, joined)],
			['update', shown(stage, first), shown(stage, renamed)],
			['update', shown(stage, renamed), shown(stage, changed)],
			['remove', shown(stage, changed)],
		]);
	});

	it('come with GuildMembers of the client, when the list holds the change', async () => {
		const { service, guild, truth, client: bot } = await aFetched();
		const isListed = new Promise<boolean>((resolve) => {
			service.once(Events.GuildMemberAdd, async ({ id }) => {
				const { members, metadata } = await service.fetchGuildMembers(guild);
				resolve(members.has(id) && metadata.cacheHit);
			});
		});
		const told = once(service, Events.GuildMemberAdd);
		const { id } = truth.join({}).user;
		const [member] = (await told) as [GuildMember];
		expect({ id: member.id, guild: member.guild, client: member.client }).toEqual({ id, guild, client: bot });
		expect(await isListed).toBe(true);
		expect(service.listenerCount(Events.GuildMemberAdd)).toBe(1); // that of `heard`
	});

	it('say nothing of what changes nothing', async () => {
		const { stage, truth, heard } = await aFetched();
		const member = truth.memberAt(5);
		const { id } = member.user;
		truth.join({ user: { id } }); // the event of a join, again
		truth.update(id, {});
		truth.setVoice(id, [...truth.channels.values()].find(({ type }) => type === 2)?.id ?? '');
		truth.setVoice(id, null);
		truth.update(id, { deaf: !member.deaf });
		await catchUp(stage);
		expect(heard.map(([name]) => name)).toEqual(['add']);
	});

	it('say nothing of members when a role is deleted, who read without it from then on', async () => {
		const { stage, truth, heard, client } = await aFetched();
		const role = truth.createRole({ name: 'short-lived' });
		const { id } = truth.memberAt(5).user;
		truth.addRole(id, role.id);
		truth.deleteRole(role.id);
		const bare = truth.member(id);
		const renamed = truth.update(id, { nick: 'after' });
		await catchUp(stage);
		expect(heard.map(([name]) => name)).toEqual(['update', 'update', 'add']);
		expect(client.isReady()).toBe(true);
		expect(heard[1]).toEqual(['update', shown(stage, bare), shown(stage, renamed)]);
	});

	it('say nothing of a guild before its members were fetched, nor when they are fetched again', async () => {
		const stage = await setStage({ members: 200, client });
		const { service, guild, truth } = stage;
		await service.fetchMember(guild, truth.memberAt(1).user.id); // the service listens from here on
		const heard = listen(stage);
		truth.leave(truth.memberAt(2).user.id);
		await catchUp(stage);
		await service.fetchGuildMembers(guild);
		await service.fetchGuildMembers(guild, { forceRefresh: true });
		expect(heard).toEqual([]);
	});

	it('name a member whose join was lost, when the service finds them', async () => {
		const { service, guild, emulator, truth, client: bot, heard } = await aFetched();
		emulator.faults.gateway.loseNextEvents(1, { hidden: true, event: 'GUILD_MEMBER_ADD' });
		const { id } = truth.join({}).user;
		const seen = dispatched(bot, 'GUILD_MEMBER_UPDATE', id);
		truth.update(id, { nick: 'seen at last' });
		await seen;
		expect(heard).toEqual([]);
		await service.fetchGuildMembers(guild);
		expect(heard).toEqual([['add', expect.objectContaining({ id, nickname: 'seen at last' })]]);
	});

	it('are not stopped by a listener that throws, nor is the client', async () => {
		const { stage, service, guild, truth, client: bot, heard } = await aFetched();
		const warnings = hearWarnings();
		service.prependListener(Events.GuildMemberRemove, () => {
			throw new RangeError('mine');
		});
		service.prependListener(Events.GuildMemberRemove, () => Promise.reject(new RangeError('mine, later')) as never);
		truth.leave(truth.memberAt(2).user.id);
		await catchUp(stage);
		await new Promise((resolve) => setImmediate(resolve));
		expect(heard.map(([name]) => name)).toEqual(['remove', 'add']);
		expect(warnings.map((text) => text.split('\n')[0]).sort()).toEqual([
			'A listener of guildMemberRemove failed. RangeError: mine',
			'A listener of guildMemberRemove failed. RangeError: mine, later',
		]);
		expect(bot.isReady()).toBe(true);
		expect((await service.fetchGuildMembers(guild)).metadata).toMatchObject({ complete: true, cacheHit: true });
	});

	it('lead, applied one after the other to the first list, to the last one', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), fc.nat(30)), { maxLength: 25 }), async (script) => {
				const { stage, service, guild, truth } = await aFetched();
				const model = new Map((await service.fetchGuildMembers(guild)).members);
				const read = (member: GuildMember | undefined) => JSON.stringify(member && readable(member));
				const wrong: string[] = [];
				service.on(Events.GuildMemberAdd, (member) => model.set(member.id, member));
				service.on(Events.GuildMemberRemove, (member) => model.delete(member.id));
				service.on(Events.GuildMemberUpdate, (before, after) => {
					if (read(before) !== read(model.get(before.id))) wrong.push(before.id);
					model.set(after.id, after);
				});
				for (const [what, pick] of script) change(stage, what, truth.memberAt(pick).user.id, pick);
				await catchUp(stage);
				const { members, metadata } = await service.fetchGuildMembers(guild);
				expect(metadata).toMatchObject({ complete: true, cacheHit: true });
				expect([...model.keys()].sort()).toEqual([...members.keys()].sort());
				for (const [id, member] of members) expect(read(model.get(id))).toBe(read(member));
				expect(wrong).toEqual([]);
			}),
			{ numRuns: 5 },
		);
	});
});

/** One change of the world: somebody comes or goes, or changes in a field or in their roles. */
function change({ truth }: Stage, what: number, id: string, pick: number): void {
	const roles = [...truth.roles.keys()].filter((role) => role !== truth.id);
	if (!truth.has(id)) truth.join({ user: { id } });
	else if (what === 0) truth.leave(id);
	else if (what === 1) truth.join({ user: { id } });
	else if (what === 2) truth.update(id, { nick: `n${pick}`, user: { avatar: null } });
	else if (what === 3) truth.setRoles(id, roles.slice(0, pick % 4));
	else truth.join({});
}

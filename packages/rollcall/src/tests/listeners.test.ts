import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { RosterStatusChange } from '../interfaces/MemberFetchEvents.js';
import { type Stage, setStage } from './stage.js';
import { type StandaloneStage, setStandaloneStage, told } from './standaloneStage.js';

/** Both services, as far as a listener of either calls them. */
const SERVICES = [
	['discord.js', async () => adapt(await setStage({ members: 1_200 }))],
	['standalone', async () => adapt(await setStandaloneStage({ members: 1_200 }))],
] as const;

function adapt(stage: Stage | StandaloneStage) {
	const { emulator, truth } = stage;
	const service = stage.service as Stage['service'];
	const guild = stage.guild as Stage['guild'];
	const fetchAll = async (forceRefresh = false) => {
		const { roster, metadata } = await service.fetchGuildMembers(guild, { forceRefresh });
		return { ids: new Set(roster.ids()), ...metadata };
	};
	const whenTold = (name: string, userId?: string) =>
		'client' in stage ? dispatchedTo(stage, name, userId) : told(stage.gateway, name, userId);
	return { service, emulator, truth, guildId: guild.id, fetchAll, whenTold };
}

function dispatchedTo({ client }: Stage, name: string, userId?: string): Promise<void> {
	return new Promise((resolve) => {
		client.on(
			Events.Raw as never,
			function listen({ t, d }: { t: string; d: { user?: { id: string } } }) {
				if (t !== name || (userId !== undefined && d.user?.id !== userId)) return;
				client.off(Events.Raw as never, listen as never);
				resolve();
			} as never,
		);
	});
}

describe.each(SERVICES)('a listener may call every method (%s)', (_, aStage) => {
	it('forget() as a list completes: the list is not called complete without them', async () => {
		const { service, truth, fetchAll } = await aStage();
		const { id } = truth.memberAt(600).user;
		service.once('rosterStatusChange', () => service.forget(id));
		for (const answer of [await fetchAll(), await fetchAll()]) {
			expect(answer.complete).toBe(true);
			expect(answer.ids.has(id)).toBe(true);
		}
	});

	it('forget() of somebody that a lookup has just admitted: they are looked up once more', async () => {
		const { service, truth, fetchAll } = await aStage();
		await fetchAll();
		const { id } = truth.memberAt(600).user;
		service.once('guildMemberAdd', () => service.forget(id));
		service.forget(id);
		for (const { complete, ids } of [await fetchAll(), await fetchAll()])
			expect([complete, ids.has(id)]).toEqual([true, true]);
	});

	it('clearCache() at the first word of a list: nothing is held', async () => {
		const { service, fetchAll } = await aStage();
		const heard: RosterStatusChange['status'][] = [];
		service.on('rosterStatusChange', ({ status }) => {
			heard.push(status);
			if (status === 'complete') service.clearCache();
		});
		expect((await fetchAll()).complete).toBe(true);
		expect(heard).toEqual(['complete', 'none']);
		expect(service.getCacheStats().size).toBe(0);
	});

	it('fetch, lookups and figures from within each event, which find what the event says', async () => {
		const { service, truth, fetchAll, whenTold } = await aStage();
		await fetchAll();
		const sizes: number[] = [];
		const note = () => {
			const [held] = service.getCacheStats().guilds;
			sizes.push(held?.members ?? -1);
			void fetchAll();
		};
		service.on('guildMemberAdd', note);
		service.on('guildMemberRemove', note);
		const last = truth.join({}).user.id;
		truth.leave(truth.memberAt(3).user.id);
		truth.leave(truth.memberAt(4).user.id);
		const seen = whenTold('GUILD_MEMBER_REMOVE', last);
		truth.leave(last);
		await seen;
		expect(sizes).toEqual([1_201, 1_200, 1_199, 1_198]);
	});
});

describe.each(SERVICES)('a forced refresh (%s)', (_, aStage) => {
	it('that finds a fetch which only vouches for the list in memory still asks Discord', async () => {
		const { service, truth, fetchAll, emulator } = await aStage();
		await fetchAll();
		emulator.faults.add({ on: 'rest', route: 'getMember', delay: 50 });
		service.forget(truth.memberAt(600).user.id);
		const [vouching, forced] = await Promise.all([fetchAll(), fetchAll(true)]);
		expect(forced).toMatchObject({ complete: true, source: 'full_fetch' });
		expect(vouching.complete).toBe(true);
	});
});

describe('USER_UPDATE', () => {
	it('changes the row of the bot itself, and nothing that others do not see comes with it', async () => {
		const { service, guild, client } = await setStage({ members: 40 });
		const before = (await service.fetchGuildMembers(guild)).roster.get(client.user.id);
		const user = { ...before?.user, global_name: 'renamed', email: 'a@example.org', verified: true, mfa_enabled: true };
		client.emit(Events.Raw as never, { op: 0, t: 'USER_UPDATE', s: null, d: user } as never, 0 as never);
		const after = (await service.fetchGuildMembers(guild)).roster.get(client.user.id);
		expect(after).toEqual({ ...before, user: { ...before?.user, global_name: 'renamed' } });
	});
});

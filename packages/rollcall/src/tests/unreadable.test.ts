import type { GuildMemberFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { cacheWithoutMembers } from '../discord/cacheWithoutMembers.js';
import { dispatched, type Stage, setStage } from './stage.js';
import { warningsOf } from './warningsOf.js';

/** A guild with a member whose flags discord.js refuses, and their id. */
async function setScene(): Promise<Stage & { odd: string }> {
	// An update with such flags would end the client itself, before anybody hears of it.
	const emulator = { guilds: [{ members: 300 }], gateway: { flagsInMemberUpdate: false } };
	const stage = await setStage({ emulator, client: { makeCache: cacheWithoutMembers() } });
	const odd = [...stage.truth.members()].at(-1)?.user.id ?? '';
	stage.truth.update(odd, { flags: -1 as GuildMemberFlags });
	return { ...stage, odd };
}

describe('a member that discord.js refuses', () => {
	it('is named by every method that reads them, and spoils nothing else', async () => {
		const { service, guild, odd } = await setScene();
		const { members, roster, metadata } = await service.fetchGuildMembers(guild);
		expect(metadata).toMatchObject({ complete: true, totalCount: 300 });
		expect(roster.get(odd)?.flags).toBe(-1);
		const readers: (() => unknown)[] = [
			() => [...members.values()],
			() => JSON.stringify(members),
			() => members.filter(() => true),
			() => members.get(odd),
			() => members.sort(),
		];
		for (const read of readers) {
			expect(read).toThrow(
				expect.objectContaining({ code: 'UNREADABLE_MEMBER', message: expect.stringContaining(odd) }),
			);
		}
		expect([...members.keys()]).toHaveLength(300);
		const [another] = members.keys();
		expect(members.get(another ?? '')?.id).toBe(another);
	});

	it('makes the calls fail that have to read them', async () => {
		const { service, guild, odd } = await setScene();
		const named = expect.objectContaining({ code: 'UNREADABLE_MEMBER', guildId: guild.id });
		await expect(service.fetchMember(guild, odd)).rejects.toEqual(named);
		await expect(service.fetchMembersWithFilter(guild, () => true)).rejects.toEqual(named);
		const walk = async () => {
			for await (const { members } of service.streamGuildMembers(guild)) for (const _ of members.values());
		};
		await expect(walk()).rejects.toEqual(named);
	});

	it('is no reason to end the process as they leave', async () => {
		const { service, guild, odd, truth, client } = await setScene();
		await service.fetchGuildMembers(guild);
		const left: string[] = [];
		service.on('guildMemberRemove', ({ id }) => left.push(id));
		const [another = ''] = [...truth.members()].map(({ user }) => user.id);
		const warnings = await warningsOf(async () => {
			for (const id of [odd, another]) {
				const gone = dispatched(client, 'GUILD_MEMBER_REMOVE', id);
				truth.leave(id);
				await gone;
			}
		});
		expect(left).toEqual([another]);
		expect(warnings).toEqual([expect.stringContaining(odd)]);
	});
});

import { deepStrictEqual, notDeepStrictEqual } from 'node:assert';
import { serialize } from 'node:v8';
import { MessageChannel, Worker } from 'node:worker_threads';
import { Collection, type GuildMember } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { setStage } from './stage.js';
import { setStandaloneStage } from './standaloneStage.js';

const WORKER = `require('node:worker_threads').parentPort.on('message', () => {})`;

/** Every way by which Node makes a structured clone. */
const CLONES: Record<string, (value: unknown) => unknown> = {
	structuredClone: (value) => structuredClone(value),
	'v8.serialize': (value) => serialize(value),
	'a message port': (value) => {
		const { port1, port2 } = new MessageChannel();
		onTestFinished(() => {
			port1.close();
			port2.close();
		});
		port1.postMessage(value);
	},
	'a worker thread': (value) => {
		const worker = new Worker(WORKER, { eval: true });
		onTestFinished(async () => void (await worker.terminate()));
		worker.postMessage(value);
	},
	'data for a worker thread': (value) => {
		const worker = new Worker(WORKER, { eval: true, workerData: value });
		onTestFinished(async () => void (await worker.terminate()));
	},
};

describe.each(Object.entries(CLONES))('%s', (_, clone) => {
	it('refuses every collection of members that the service hands out, and says what to send', async () => {
		const { service, guild, truth } = await setStage({ members: 1_200 });
		const [role = ''] = [...truth.roles.keys()].filter((id) => id !== truth.id);
		truth.update(truth.memberAt(3).user.id, { roles: [role] });
		const all = await service.fetchGuildMembers(guild);
		const several = await service.fetchMultipleRoleMembers(guild, [role]);
		const byId = await service.fetchMembersById(guild, [truth.memberAt(3).user.id]);
		const chosen = await service.fetchMembersWithFilter(guild, () => true);
		const handedOut: unknown[] = [all, all.members, all.roster, all.roster.withRole(role), several, byId.members];
		handedOut.push((await service.fetchRoleMembers(guild, role)).roleMembers, chosen.roster);
		for await (const { members } of service.streamGuildMembers(guild)) if (members.size > 0) handedOut.push(members);
		for (const value of handedOut) expect(() => clone(value)).toThrow('send roster.toJSON() in their place');
	});

	it('refuses views of the standalone service, and takes what the error names', async () => {
		const { service, guild } = await setStandaloneStage({ members: 1_200 });
		const { roster } = await service.fetchGuildMembers(guild);
		expect(() => clone(roster)).toThrow('send roster.toJSON() in their place');
		expect(() => clone(roster.toJSON())).not.toThrow();
		expect(() => clone([...roster.roleCounts()])).not.toThrow();
	});
});

describe('a collection that structured clone refuses', () => {
	it('is cloned if nobody is in it', async () => {
		const { service, guild } = await setStage({ members: 40 });
		const { members } = await service.fetchGuildMembers(guild, { signal: AbortSignal.abort() });
		expect(structuredClone(members)).toEqual(new Map());
	});

	it('is refused also once it was changed, until each of its members was read', async () => {
		const { service, guild, client } = await setStage({ members: 40 });
		const { members } = await service.fetchGuildMembers(guild);
		members.delete(client.user.id);
		expect(() => structuredClone(members)).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
		members.clear();
		expect(structuredClone(members)).toEqual(new Map());
	});

	it('looks like a plain Collection of its members, to Node and to everybody else', async () => {
		const { service, guild } = await setStage({ members: 40 });
		const { members, roster } = await service.fetchGuildMembers(guild);
		const plain = new Collection<string, GuildMember>(members);
		expect(Object.keys(members)).toEqual([]);
		expect(Reflect.ownKeys({ ...members })).toEqual([]);
		expect(members.toJSON()).toEqual(plain.toJSON());
		expect(members.equals(plain) && plain.equals(members)).toBe(true);
		expect([members.size, [...members.keys()].length, new Map(members).size]).toEqual([40, 40, 40]);
		expect(members).toEqual((await service.fetchGuildMembers(guild)).members);
		expect(members).not.toEqual((await service.fetchMembersById(guild, [guild.ownerId])).members);
		deepStrictEqual(new Map(members), new Map(plain));
		notDeepStrictEqual(members, (await service.fetchMembersById(guild, [])).members);
		expect(JSON.parse(JSON.stringify(roster))).toEqual(JSON.parse(JSON.stringify([...roster])));
	});
});

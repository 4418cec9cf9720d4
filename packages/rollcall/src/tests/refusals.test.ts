import { GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { PatientClock } from './PatientClock.js';
import type { CommonOptions, Outcome } from './Play.js';
import { LIBRARIES, type Library, setStageOn } from './stages.js';
import { setStandaloneStage } from './standaloneStage.js';

/** The default config, so that what is measured is what users get. */
const AS_SHIPPED = { config: { timeouts: { chunkIdle: 5_000, fullFetch: 20_000 } } };

/** A stage as users have it, and a second that a machine with much else to do does not shorten. */
async function setPatiently(library: Library, options: CommonOptions = AS_SHIPPED) {
	const clock = new PatientClock();
	const stage = await setStageOn(library, { ...options, clock });
	const expectWithinASecond = async (answering: Promise<Outcome>, code: string, cure: RegExp) => {
		const before = clock.waitedMs;
		const answer = await answering;
		expect(clock.waitedMs - before).toBeLessThan(1_000);
		expectRefused(answer, code, cure);
	};
	return { ...stage, expectWithinASecond };
}

function expectRefused(answer: Outcome, code: string, cure: RegExp): void {
	expect(answer).toMatchObject({ success: false, error: { code, retryable: false } });
	expect(answer.error?.message).toMatch(cure);
	expect(answer.size).toBe(0);
}

describe.each(LIBRARIES)('what no repetition can mend fails within a second (%s)', (library) => {
	it('a client that did not ask for the members intent', async () => {
		const { fetchAll, stats, expectWithinASecond } = await setPatiently(library, {
			intents: GatewayIntentBits.Guilds,
		});
		await expectWithinASecond(fetchAll(), 'MISSING_INTENT', /GatewayIntentBits\.GuildMembers/);
		expect(stats().memberRequests.full).toBe(0);
	});

	it('an application that lost the members intent', async () => {
		const { fetchAll, emulator, token, expectWithinASecond } = await setPatiently(library);
		const forbidden = { message: 'Missing Access', code: 50_001 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 403, body: forbidden, times: 50 });
		const before = token();
		const application = { id: '1', flags: 0 };
		emulator.faults.add({ on: 'rest', route: /applications\/@me/, status: 200, body: application, times: 50 });
		await expectWithinASecond(fetchAll(), 'INTENT_NOT_GRANTED', /Server Members Intent/);
		expect(token()).toBe(before);
	});

	it('a bot without access', async () => {
		const { fetchAll, emulator, expectWithinASecond } = await setPatiently(library);
		const forbidden = { message: 'Missing Access', code: 50_001 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 403, body: forbidden, times: 50 });
		await expectWithinASecond(fetchAll(), 'MISSING_ACCESS', /still in the guild/);
	});

	it('a guild that Discord does not know', async () => {
		const { fetchAll, emulator, expectWithinASecond } = await setPatiently(library);
		const unknown = { message: 'Unknown Guild', code: 10_004 };
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', route: 'listMembers', status: 404, body: unknown, times: 50 });
		await expectWithinASecond(fetchAll(), 'UNKNOWN_GUILD', /invite the bot/);
	});

	it('a token that Discord does not accept any more, and the bot keeps its token', async () => {
		const { fetchAll, emulator, token, expectWithinASecond } = await setPatiently(library);
		emulator.faults.add({ on: 'memberRequest', silence: true, times: 50 });
		emulator.faults.add({ on: 'rest', status: 401, body: { message: '401: Unauthorized', code: 0 }, times: 50 });
		const before = token();
		const answering = fetchAll();
		await expectWithinASecond(answering, 'INVALID_TOKEN', /log in with the new one/);
		expect((await answering).error?.message).not.toContain(before);
		expect(token()).toBe(before);
	});

	it('a client that has logged out', async () => {
		const { fetchAll, logOut, expectWithinASecond } = await setPatiently(library);
		await logOut();
		await expectWithinASecond(fetchAll(), 'CLIENT_DESTROYED', /Connect again/);
	});

	it('a shard that Discord closed with 4014', async () => {
		const { fetchAll, whenEnded, emulator, expectWithinASecond } = await setPatiently(library);
		await fetchAll();
		const ended = whenEnded();
		emulator.faults.gateway.cut({ resumable: false, code: 4_014 });
		await ended;
		await expectWithinASecond(fetchAll(), 'INTENT_NOT_GRANTED', /4014/);
	});

	it.each([4_010, 4_011, 4_012, 4_013])('a shard that Discord closed with %i', async (code) => {
		const { fetchAll, whenEnded, emulator, expectWithinASecond } = await setPatiently(library);
		await fetchAll();
		const ended = whenEnded();
		emulator.faults.gateway.cut({ resumable: false, code });
		await ended;
		await expectWithinASecond(fetchAll(), 'REJECTED', new RegExp(`code ${code} .*then restart`));
	});
});

it('a list that REST alone refuses keeps what the gateway has given, and blames no intent', async () => {
	const { fetchAll, emulator } = await setStageOn('standalone', {
		members: 3_000,
		config: { retry: { maxRetries: 0 }, timeouts: { chunkIdle: 300, fullFetch: 300 } },
	});
	const forbidden = { message: 'Missing Access', code: 50_001 };
	emulator.faults.add({ on: 'memberRequest', full: true, lose: [1], times: 50 });
	emulator.faults.add({ on: 'rest', route: 'listMembers', status: 403, body: forbidden, times: 50 });
	const { size, error, metadata } = await fetchAll();
	expect([size, metadata.status, error?.retryable]).toEqual([2_000, 'partial', true]);
	expect(error?.message).not.toMatch(/Intent/);
});

describe('what needs no members intent', () => {
	const forbidden = { message: 'Missing Access', code: 50_001 };

	it('does not blame it, and names what was asked for', async () => {
		const { service, guild, emulator } = await setStandaloneStage({ members: 20 });
		emulator.faults.add({ on: 'rest', route: 'getMember', status: 403, body: forbidden });
		emulator.faults.add({ on: 'rest', route: /member-counts/, status: 403, body: forbidden });
		emulator.faults.add({ on: 'rest', route: /applications/, status: 200, body: { id: '1', flags: 0 }, times: 9 });
		const member = await service.fetchMember(guild, '41771983423143937');
		const counts = await service.roleMemberCounts(guild);
		expect([member.error?.code, counts.error?.code]).toEqual(['MISSING_ACCESS', 'MISSING_ACCESS']);
		expect(member.error?.message).toMatch(/member 41771983423143937 .*403, code 50001/);
		expect(counts.error?.message).toMatch(/the role counts .*403, code 50001/);
		expect([member, counts].filter(({ error }) => /Intent|member list/.test(error?.message ?? ''))).toEqual([]);
	});

	it('says the code that Discord gave', async () => {
		const { service, guild, emulator } = await setStandaloneStage({ members: 20 });
		const body = { message: 'Forbidden', code: 40_001 };
		emulator.faults.add({ on: 'rest', route: 'getMember', status: 403, body });
		const { error } = await service.fetchMember(guild, '41771983423143937');
		expect(error?.message).toContain('403, code 40001');
		expect(error?.message).not.toContain('50001');
	});

	it('and a proxy’s time-out is tried again', async () => {
		const { service, guild, emulator } = await setStandaloneStage({ members: 20 });
		emulator.faults.add({ on: 'rest', route: 'getMember', status: 408, body: 'Request Time-out' });
		emulator.faults.add({ on: 'rest', route: /member-counts/, status: 425, body: {} });
		expect(await service.fetchMember(guild, '41771983423143937')).toMatchObject({ success: true, member: null });
		expect((await service.roleMemberCounts(guild)).success).toBe(true);
	});
});

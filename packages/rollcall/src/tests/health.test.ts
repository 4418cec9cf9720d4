import { describe, expect, it } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import { QUICK, setStage } from './stage.js';

/** A service for two guilds, one of which it has fetched. */
async function aStage(config: ConfigPatch = {}) {
	const guilds = [{ members: 300 }, { members: 200 }];
	const stage = await setStage({ emulator: { guilds }, config });
	const [first, second] = [...stage.client.guilds.cache.values()];
	if (!first || !second) throw new Error('The client lacks a guild.');
	await stage.service.fetchGuildMembers(first);
	const codes = async () => (await stage.service.healthCheck()).findings.map(({ code }) => code);
	return { ...stage, first, second, codes };
}

describe('the health of a service', () => {
	it('is a promise, and has a code for each of its reasons', async () => {
		const { service } = await aStage({ cache: { maxCacheSize: 1 } });
		const report = service.healthCheck();
		expect(report).toBeInstanceOf(Promise);
		const { findings, reasons } = await report;
		expect(findings.map(({ reason }) => reason)).toEqual(reasons);
		expect(findings).toMatchObject([{ code: 'cache_full', level: 'healthy' }]);
	});

	it('is good while a list is kept true', async () => {
		const { codes } = await aStage();
		expect(await codes()).toEqual([]);
	});

	it('says that operations wait for the own limit, and which key to raise', async () => {
		const rateLimit = { ...QUICK.rateLimit, requestsPerMinute: 1 };
		const { service, second, codes } = await aStage({ rateLimit, health: { longestGateWait: 0 } });
		const controller = new AbortController();
		const answer = service.fetchGuildMembers(second, { signal: controller.signal });
		await expect.poll(codes).toContain('gate_saturated');
		const { status, reasons } = await service.healthCheck();
		expect(status).toBe('degraded');
		expect(reasons.join(' ')).toContain('Raise rateLimit.requestsPerMinute');
		controller.abort();
		await answer;
		expect(await codes()).not.toContain('gate_saturated');
	});

	it('says that calls pile up, until they have their answers', async () => {
		const { service, second, emulator, codes } = await aStage({ health: { mostCalls: 1 } });
		emulator.faults.add({ on: 'memberRequest', silence: true });
		const controller = new AbortController();
		const answers = [1, 2].map(() => service.fetchGuildMembers(second, { signal: controller.signal }));
		expect(await codes()).toEqual(['calls_waiting']);
		controller.abort();
		await Promise.all(answers);
		expect(await codes()).toEqual([]);
	});

	it("says that a list has drifted from Discord's count", async () => {
		const { service, first, codes } = await aStage();
		first.memberCount += 11;
		expect(await codes()).toEqual(['drift']);
		const { reasons } = await service.healthCheck();
		expect(reasons[0]).toContain(`The list of guild ${first.id} has 300 members, and Discord counts 311 `);
		service.updateConfig({ health: { largestDrift: 0.1 } });
		expect(await codes()).toEqual([]);
	});

	it('says that a list was last known to be true too long ago', async () => {
		const { service, first } = await aStage({ health: { oldestList: 0 } });
		await expect
			.poll(async () => (await service.healthCheck()).reasons.join(' '))
			.toContain(`The list of guild ${first.id} was last known to be true 0 s ago (health.oldestList is 0 ms).`);
	});

	it('says that listeners miss the events of evicted guilds, and counts the eviction', async () => {
		const { service, second, codes } = await aStage({ cache: { maxCacheSize: 1 } });
		service.on('guildMemberAdd', () => {});
		await service.fetchGuildMembers(second);
		expect(await codes()).toEqual(['events_lost']);
		expect(service.getStatistics().evictions).toBe(1);
	});
});

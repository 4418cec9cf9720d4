import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { collectMetrics } from '../metrics/collectMetrics.js';
import { figuresOf } from '../monitoring/figures.js';
import { LIBRARIES, setStageOn } from './stages.js';

describe.each(LIBRARIES)('the metrics of a service (%s)', (library) => {
	async function aCollection(guilds = [{ members: 300 }]) {
		const stage = await setStageOn(library, { emulator: { guilds } });
		const service = stage.service as Parameters<typeof collectMetrics>[0];
		const register = new Registry();
		collectMetrics(service, { register });
		const value = async (series: string) => {
			const line = (await register.metrics()).split('\n').find((text) => text.startsWith(`rollcall_${series} `));
			return line === undefined ? undefined : Number(line.split(' ')[1]);
		};
		return { ...stage, service, register, value };
	}

	it('count what the statistics count, and more', async () => {
		const { fetchAll, service, value } = await aCollection();
		await fetchAll();
		await fetchAll();
		const { requests } = service.getStatistics();
		expect(await value('fetches_total{source="full_fetch",outcome="complete"}')).toBe(1);
		expect(await value('fetches_total{source="cache",outcome="complete"}')).toBe(1);
		expect(await value('cache_hits_total')).toBe(1);
		expect(await value('requests_total{kind="gateway"}')).toBe(requests.gateway);
		expect(await value('fetch_duration_seconds_count{source="full_fetch"}')).toBe(1);
		expect(await value('gate_wait_seconds_count{gate="discord"}')).toBe(1);
		expect([await value('operations_active'), await value('calls_waiting')]).toEqual([0, 0]);
	});

	it("know the list, its age, and how far it is from Discord's count", async () => {
		const start = { monotonic: performance.now(), epoch: Date.now() };
		const { fetchAll, truth, told, value, service } = await aCollection();
		await fetchAll();
		expect(await value('rosters{status="complete"}')).toBe(1);
		expect(await value('roster_members')).toBe(300);
		expect(await value('roster_bytes')).toBeGreaterThan(300);
		const age = await value('roster_age_seconds');
		expect(age).toBeGreaterThanOrEqual(0);
		expect(age).toBeLessThanOrEqual((performance.now() - start.monotonic) / 1_000); // it is younger than this test
		expect(await value('drift_members')).toBe(0);
		const left = told('GUILD_MEMBER_REMOVE', truth.memberAt(9).user.id);
		truth.leave(truth.memberAt(9).user.id);
		await left;
		await expect.poll(() => value('roster_members')).toBe(299);
		await expect.poll(() => value('drift_members')).toBe(0);
		expect(await value('events_total{type="GUILD_MEMBER_REMOVE"}')).toBe(1);
		const [guild] = figuresOf(service)?.look().cache.guilds ?? [];
		expect(guild).toMatchObject({ members: 299, expectedCount: 299, status: 'complete' });
		const vouchedAt = guild?.vouchedAt ?? 0;
		expect(vouchedAt).toBeGreaterThanOrEqual(start.epoch - 1); // it is rounded
		expect(vouchedAt).toBeLessThanOrEqual(Date.now() + 1);
	});

	it('count refusals by kind', async () => {
		const { emulator, fetchAll, value } = await aCollection();
		emulator.faults.add({ on: 'memberRequest', refuse: { retryAfter: 30 } });
		await fetchAll({ timeout: 3_000 });
		expect(await value('refusals_total{kind="gateway"}')).toBe(1);
		expect(await value('refusals_total{kind="rest"}')).toBe(0);
		expect(await value('health_findings{code="gate_refused"}')).toBe(1);
	});

	it('show a call while it runs, and what stopped it', async () => {
		const { emulator, fetchAll, value, service } = await aCollection();
		emulator.faults.add({ on: 'memberRequest', silence: true });
		const controller = new AbortController();
		const answer = fetchAll({ signal: controller.signal });
		await expect.poll(() => value('operations_active')).toBe(1);
		expect(await value('calls_waiting')).toBe(1);
		controller.abort();
		await answer;
		expect([await value('operations_active'), await value('calls_waiting')]).toEqual([0, 0]);
		expect(await value('errors_total{code="ABORTED"}')).toBe(1);
		expect(service.getStatistics().errors).toEqual({ ABORTED: 1 });
	});

	it('leave the register when the service is closed', async () => {
		const { service, register } = await aCollection();
		await service.close();
		expect(register.getMetricsAsArray()).toEqual([]);
	});
});

import { expect, it, vi } from 'vitest';
import { ClientTransport } from '../discord/ClientTransport.js';
import { figuresOf } from '../monitoring/figures.js';
import { atOneMoment } from '../sync/oneMoment.js';
import { setStage } from './stage.js';

const GUILDS = 30;

it('A look at many guilds asks their shard once, and sees what is so at its own moment', async () => {
	const { service, client, emulator } = await setStage({
		emulator: { guilds: Array.from({ length: GUILDS }, () => ({ members: 20 })) },
	});
	await Promise.all([...client.guilds.cache.values()].map((guild) => service.fetchGuildMembers(guild)));
	const asked = vi.spyOn(ClientTransport.prototype, 'connection');
	const callsOf = (look: () => unknown) => {
		asked.mockClear();
		look();
		return asked.mock.calls.length;
	};
	expect(callsOf(() => service.getCacheStats())).toBe(1);
	expect(callsOf(() => figuresOf(service)?.look())).toBe(1);
	expect(service.getCacheStats().guilds.filter(({ status }) => status === 'complete')).toHaveLength(GUILDS);

	const gone = new Promise((resolve) => client.once('shardReconnecting', resolve));
	emulator.faults.gateway.cut({ resumable: true });
	await gone;
	expect(service.getCacheStats().guilds.filter(({ status }) => status === 'complete')).toEqual([]);
});

it('A look that fails leaves nothing behind for the next one', async () => {
	const { service, guild } = await setStage({ members: 20 });
	await service.fetchGuildMembers(guild);
	const fail = () =>
		atOneMoment(() => {
			service.getCacheStats();
			throw new Error('failed');
		});
	expect(fail).toThrow('failed');
	const asked = vi.spyOn(ClientTransport.prototype, 'connection');
	service.getCacheStats();
	expect(asked).toHaveBeenCalledTimes(1);
});

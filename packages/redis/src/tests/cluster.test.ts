import { Cluster } from 'ioredis';
import { afterAll, expect, it } from 'vitest';
import { aCommit } from '../../../rollcall/src/stores/tests/aCommit.js';
import { KEY } from '../../../rollcall/src/stores/tests/contract.js';
import { pictureOf } from '../../../rollcall/src/stores/tests/pictureOf.js';
import { redisGates } from '../gates/redisGates.js';
import { redisStore } from '../stores/redisStore.js';
import { freePort, RedisServer } from './RedisServer.js';
import { describeRedis, redisProgram } from './redisStage.js';

describeRedis('a cluster', (stage) => {
	const ended: (() => void | Promise<void>)[] = [];
	afterAll(async () => {
		for (const end of ended) await end();
	});

	it('is used like a single server, because all that a script needs lies in one slot', async () => {
		const options = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'];
		const server = await RedisServer.start(redisProgram ?? '', ...options, '--cluster-port', String(await freePort()));
		ended.push(() => server.remove());
		await stage.client(server.port).call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
		await expect
			.poll(() => stage.client(server.port).cluster('INFO'), { timeout: 60_000 })
			.toContain('cluster_state:ok');
		const cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
		ended.push(() => cluster.disconnect());
		await expect.poll(() => cluster.status, { timeout: 60_000 }).toBe('ready');

		const gates = redisGates(cluster, { timeoutMs: 1_000 });
		ended.push(() => gates.close());
		const guild = { botId: '1', guildId: '2' };
		expect(await gates.takeWindow(guild, 30_000)).toBe(0);
		expect(await gates.takeWindow(guild, 30_000)).toBeGreaterThan(0);
		expect((await gates.takeTurn(guild, 'pages')).isTaken).toBe(true);
		expect((await gates.takeTurn(guild, 'pages')).isTaken).toBe(false);
		expect(gates.trouble).toBeUndefined();

		const shard = await redisStore(cluster).open(KEY, () => {});
		await shard.commit(aCommit(['1', '2']));
		await shard.commit({ ...aCommit(['1'], 'b'), removed: ['2'] });
		const picture = await pictureOf(shard);
		await shard.close();
		const again = await redisStore(cluster).open(KEY, () => {});
		expect(await pictureOf(again)).toEqual(picture);
		await again.close();
	});
});

import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { StandaloneMemberFetchService, savedSessions } from 'rollcall/standalone';
import { DiscordEmulator } from 'rollcall-emulator';
import { onTestFinished } from 'vitest';
import { IdentifyGate } from '../../../rollcall/src/tests/IdentifyGate.js';
import { INTENTS, QUICK, timeOf } from '../../../rollcall/src/tests/stage.js';
import { connect } from '../../../rollcall/src/tests/standaloneStage.js';
import { redisStore } from '../stores/redisStore.js';
import { attachRosters } from '../workers/attachRosters.js';
import type { RedisStage } from './redisStage.js';

export const LONG_MS = 60_000;
const intents = INTENTS.reduce<number>((all, intent) => all | intent, 0);
let prefixes = 0;

/** A bot whose lists are told, and what makes workers of it. */
export async function aBot(stage: RedisStage, members: number, port?: number) {
	const emulator = new DiscordEmulator({ guilds: [{ members }] });
	await emulator.start();
	onTestFinished(() => emulator.stop());
	const prefix = `workers${prefixes++}`;
	const applicationId = emulator.bots[0]?.id ?? '';
	const store = redisStore(stage.client(port), { prefix, publish: true, timeoutMs: LONG_MS, leaseMs: LONG_MS });
	const saved = await savedSessions(store, { applicationId, intents });
	const { retrieveSessionInfo, updateSessionInfo } = saved;
	const rest = new REST({ version: '10', api: emulator.restUrl }).setToken(emulator.token);
	const { buildIdentifyThrottler } = new IdentifyGate();
	const { token } = emulator;
	const hooks = { buildIdentifyThrottler, retrieveSessionInfo, updateSessionInfo };
	const gateway = new WebSocketManager({ token, intents, rest, shardCount: 1, ...hooks });
	gateway.on(WebSocketShardEvents.Error, () => {});
	const service = new StandaloneMemberFetchService({ gateway, rest }, QUICK, { ...timeOf(), store: saved });
	onTestFinished(async () => {
		await service.close();
		await gateway.destroy();
	});
	await connect({ gateway });
	const attach = (port?: number) => {
		const worker = attachRosters(stage.client(port), { applicationId, intents, prefix, timeoutMs: LONG_MS });
		onTestFinished(() => worker.close());
		return worker;
	};
	const base = `${prefix}:{${applicationId}}:v1:shard:1-${intents}-0`;
	return { emulator, service, gateway, guild: emulator.world.guild(), attach, base };
}

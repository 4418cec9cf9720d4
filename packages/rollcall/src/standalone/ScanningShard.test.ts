import { CompressionMethod, WebSocketShardEvents } from '@discordjs/ws';
import type { GatewayGuildMembersChunkDispatchData } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import { type SocketOwner, SocketValve } from '../tests/SocketValve.js';
import { type BotOptions, expectExactRoster, setStandaloneStage, told } from '../tests/standaloneStage.js';
import { buildScanningStrategy } from './buildScanningStrategy.js';

type Chunk = GatewayGuildMembersChunkDispatchData;

async function setScanningStage(options: Pick<BotOptions, 'settings'> & { readonly config?: ConfigPatch } = {}) {
	const stage = await setStandaloneStage({ members: 3_500, buildStrategy: buildScanningStrategy, ...options });
	const chunks: Chunk[] = [];
	stage.gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
		if (t === 'GUILD_MEMBERS_CHUNK') chunks.push(d);
	});
	return { ...stage, chunks };
}

const isUnread = (chunk: Chunk) => Object.getOwnPropertyDescriptor(chunk, 'members')?.get !== undefined;

describe('a gateway with the scanning strategy', () => {
	it('gives exact lists of which nobody has parsed a member, also over a second socket', async () => {
		const stage = await setScanningStage();
		const created = told(stage.gateway, 'GUILD_CREATE');
		stage.emulator.faults.gateway.cut({ resumable: false });
		await created;
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.chunks.map(isUnread)).toEqual([true, true, true, true]);
	});

	it.each([
		['transport', { compression: CompressionMethod.ZlibNative }, true],
		['payload', { useIdentifyCompression: true }, false],
	])('takes %s compression', async (_, settings, isScanned) => {
		const stage = await setScanningStage({ settings });
		expectExactRoster(await stage.service.fetchGuildMembers(stage.guild), stage);
		expect(stage.chunks.map(isUnread)).toEqual(stage.chunks.map(() => isScanned));
	});

	it('keeps the fields that are asked for', async () => {
		const stage = await setScanningStage({ config: { fields: ['nick', 'user.username'] } });
		const { roster } = await stage.service.fetchGuildMembers(stage.guild);
		const [first] = stage.truth.members();
		const { roles, nick = null, user } = first ?? expect.fail();
		expect(roster.get(user.id)).toEqual({ user: { id: user.id, username: user.username }, roles, nick });
	});

	it('gives everybody else the payload that there always was', async () => {
		const stage = await setScanningStage();
		const plain = await setStandaloneStage({ members: 3_500 });
		const bodies: unknown[] = [];
		plain.gateway.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
			if (t === 'GUILD_MEMBERS_CHUNK') bodies.push({ ...d, guild_id: stage.guild.id, nonce: '' });
		});
		await plain.service.fetchGuildMembers(plain.guild);
		await stage.service.fetchGuildMembers(stage.guild);
		expect(stage.chunks.map((chunk) => JSON.stringify({ ...chunk, nonce: '' }))).toEqual(
			bodies.map((body) => JSON.stringify(body)),
		);
	});

	it('lets others stand between a socket and its shard', async () => {
		const stage = await setScanningStage();
		const valve = new SocketValve(stage.gateway as unknown as SocketOwner);
		valve.hold('GUILD_MEMBERS_CHUNK');
		const fetching = stage.service.fetchGuildMembers(stage.guild);
		await valve.holds('GUILD_MEMBERS_CHUNK');
		expect(stage.chunks).toEqual([]);
		valve.release();
		expectExactRoster(await fetching, stage);
	});
});

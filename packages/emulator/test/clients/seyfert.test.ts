import https from 'node:https';
import { connect } from 'node:net';
import { ApiHandler, Client } from 'seyfert';
import { GatewayIntentBits } from 'seyfert/lib/types/index.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MEMBERS, sorted, startEmulator, truth } from './truth.js';

/**
 * Leads every HTTPS request of Node to the emulator, without TLS, until the test is over.
 *
 * Seyfert's socket takes only the host out of the gateway's URL and always dials port 443 with TLS. The client stays as
 * it is; it is Node's global agent, which is there to be replaced, that knows where 443 is.
 */
function leadHttpsTo(port: number): void {
	const usual = https.globalAgent;
	https.globalAgent = new (class extends https.Agent {
		override createConnection() {
			return connect(port, '127.0.0.1');
		}
	})();
	onTestFinished(() => {
		https.globalAgent = usual;
	});
}

describe('seyfert', () => {
	it('logs in, sees the guild and fetches every member', async () => {
		// Seyfert drops data that comes in one piece with the answer to the upgrade, so HELLO has to come on its own.
		const emulator = await startEmulator({ guilds: [{ members: MEMBERS }] });
		const { origin, port } = new URL(emulator.restUrl);
		leadHttpsTo(Number(port));
		const { id } = emulator.world.guild();
		let onCreated: (memberCount: number) => void = () => undefined;
		const created = new Promise<number>((resolve) => {
			onCreated = resolve;
		});
		const client = new Client({
			getRC: () => ({
				token: emulator.token,
				locations: { base: '.' },
				intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers,
			}),
			handlePayload: (_shard, packet) => {
				if (packet.t === 'RAW_GUILD_CREATE' && 'member_count' in packet.d) onCreated(packet.d.member_count);
			},
		});
		client.setServices({ rest: new ApiHandler({ token: emulator.token, domain: origin }) });
		const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
		onTestFinished(() => {
			client.gateway.disconnectAll();
			expect(said.mock.calls.flat().join(' ')).toContain('Shard #0 closed');
			said.mockRestore();
		});
		await client.start();
		expect(await created).toBe(MEMBERS);
		const shard = client.gateway.get(client.gateway.calculateShardId(id));
		const answer = await shard?.requestGuildMember({ guild_id: id, query: '', limit: 0 });
		const rows = (answer?.members ?? []).map(({ user, nick, roles }) => ({
			id: user.id,
			username: user.username,
			nick: nick ?? null,
			roles,
		}));
		expect(sorted(rows)).toEqual(truth(emulator));
	});
});

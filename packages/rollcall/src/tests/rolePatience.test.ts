import type { Client } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ClientTransport } from '../discord/ClientTransport.js';
import { type RawRole, TransportError } from '../interfaces/ITransport.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { IdentifyGate } from './IdentifyGate.js';
import { once, QUICK, setStage } from './stage.js';
import { VirtualClock } from './VirtualClock.js';

const TIMEOUT_MS = 100_000;

/** Discord answers nothing. */
const EVER = Number.POSITIVE_INFINITY;

/** REST that tells the roles only after a rate limit of its own, and never a member. */
class LimitedOnce extends ClientTransport {
	#isLimited = true;

	constructor(
		private readonly bot: Client,
		private readonly limitMs: number,
	) {
		super(bot);
	}

	override async getRoles(guildId: string): Promise<readonly RawRole[]> {
		if (this.limitMs === EVER) return new Promise(() => {});
		if (this.#isLimited) {
			this.#isLimited = false;
			throw new TransportError('rateLimited', 'Rate limited.', this.limitMs);
		}
		return [...(this.bot.guilds.cache.get(guildId)?.roles.cache.values() ?? [])];
	}

	override async listMembers(): Promise<never> {
		throw new TransportError('unavailable', 'The connection failed.');
	}
}

/** A bot whose session is away, and whose service has the roles of Discord only behind a rate limit. */
async function setAway(limitMs: number) {
	const identify = new IdentifyGate();
	const clock = new VirtualClock();
	const { client, guild, emulator } = await setStage({ members: 1_200, identify });
	const connect = (client: Client) => new LimitedOnce(client, limitMs);
	const service = new MemberFetchService(QUICK, { clock, connect });
	onTestFinished(() => service.close());
	identify.shut();
	const cut = once(client, 'shardReconnecting');
	emulator.faults.gateway.cut({ resumable: false });
	await cut;
	return { service, clock, guild };
}

describe('a `timeout` that is longer than fullFetch', () => {
	it('is time for the roles too', async () => {
		const { service, clock, guild } = await setAway(30_000);
		const asked = service.fetchRoleMembers(guild, 'nope', { timeout: TIMEOUT_MS });
		const { error, metadata } = await clock.runUntil(asked, TIMEOUT_MS);
		expect([error?.code, metadata.fetchTime]).toEqual(['UNKNOWN_ROLE', 30_000]);
	});

	it('is the only end of the wait for members, however long the roles were waited for', async () => {
		const { service, clock, guild } = await setAway(30_000);
		const asked = service.fetchRoleMembers(guild, '@everyone', { timeout: TIMEOUT_MS });
		expect((await clock.runUntil(asked, TIMEOUT_MS)).metadata.fetchTime).toBe(TIMEOUT_MS);
		const role = guild.roles.cache.find(({ id }) => id !== guild.id)?.id ?? '';
		const holders = service.fetchRoleMembers(guild, role, { timeout: TIMEOUT_MS });
		const { error, metadata } = await clock.runUntil(holders, TIMEOUT_MS);
		expect([error?.code, metadata.fetchTime]).toEqual(['DEADLINE', TIMEOUT_MS]);
	});
});

it('who has waited in vain for the roles is told how long that was, all in all', async () => {
	const { service, clock, guild } = await setAway(EVER);
	const answers = await clock.runUntil(
		service.fetchMultipleRoleMembers(guild, ['@everyone', 'nope'], { timeout: 150 }),
		200,
	);
	expect([...answers.values()].map(({ error }) => error?.message)).toEqual([
		expect.stringContaining('when 151 ms had passed'),
		expect.stringContaining('within 150 ms.'),
	]);
});

it('without one, a limit that is longer than fullFetch is not waited for', async () => {
	const { service, clock, guild } = await setAway(30_000);
	const { error, metadata } = await clock.runUntil(service.fetchRoleMembers(guild, 'nope'), 30_000);
	expect([error?.code, metadata.complete]).toEqual(['RATE_LIMITED', false]);
});

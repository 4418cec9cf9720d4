import { GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { MemberFetchError } from '../errors/MemberFetchError.js';
import { setStage } from './stage.js';
import { setStandaloneStage } from './standaloneStage.js';

interface Failed {
	readonly error?: MemberFetchError;
}

/** Every question of a service that cannot answer: the intent is missing, and REST does not answer. */
const STAGES = {
	'discord.js': async () => {
		const { service, guild, emulator } = await setStage({
			members: 40,
			client: { intents: [GatewayIntentBits.Guilds] },
		});
		return { ask: { service, guild } as unknown as Asked, emulator };
	},
	standalone: async () => {
		const { service, guild, emulator } = await setStandaloneStage({ members: 40, intents: GatewayIntentBits.Guilds });
		return { ask: { service, guild } as unknown as Asked, emulator };
	},
};

interface Asked {
	readonly service: Awaited<ReturnType<typeof setStandaloneStage>>['service'];
	readonly guild: { readonly id: string };
}

async function errorsOf({ service, guild }: Asked): Promise<Record<string, MemberFetchError | undefined>> {
	const several = await service.fetchMultipleRoleMembers(guild, ['@everyone']);
	let last: Failed | undefined;
	for await (const batch of service.streamGuildMembers(guild)) last = batch;
	const answers: Record<string, Failed | undefined> = {
		fetchGuildMembers: await service.fetchGuildMembers(guild),
		fetchRoleMembers: await service.fetchRoleMembers(guild, '@everyone'),
		fetchMultipleRoleMembers: several.get('@everyone'),
		fetchMembersWithFilter: await service.fetchMembersWithFilter(guild, () => true),
		fetchMember: await service.fetchMember(guild, guild.id),
		roleMemberCounts: await service.roleMemberCounts(guild),
		streamGuildMembers: last,
	};
	return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answer?.error]));
}

describe.each(Object.entries(STAGES))('The error of an answer of the service for %s', (_, set) => {
	it('is an error that can be thrown, whichever method gives it', async () => {
		const { ask, emulator } = await set();
		const body = { code: 50_001, message: 'Missing Access' };
		emulator.faults.add({ on: 'rest', status: 403, body, times: Number.POSITIVE_INFINITY });
		const errors = await errorsOf(ask);
		for (const [name, error] of Object.entries(errors)) {
			expect(error, name).toBeInstanceOf(MemberFetchError);
			expect(error, name).toBeInstanceOf(Error);
			expect(error?.stack, name).toContain(error?.message);
		}
	});

	it('is written down as its facts, and can be cloned', async () => {
		const { ask } = await set();
		const { error, metadata } = await ask.service.fetchGuildMembers(ask.guild);
		const facts = { code: 'MISSING_INTENT', message: error?.message, retryable: false, guildId: ask.guild.id };
		expect(JSON.parse(JSON.stringify({ metadata, error })).error).toEqual(facts);
		expect(structuredClone(error)).toMatchObject({ message: error?.message });
	});

	it('goes with a health check that can be waited for', async () => {
		const { ask } = await set();
		await ask.service.fetchGuildMembers(ask.guild);
		const health = ask.service.healthCheck();
		expect(health).toBeInstanceOf(Promise);
		const told = await new Promise((resolve) => health.then(({ reasons }) => resolve(reasons)));
		expect(told).toEqual(['The last fetch was not complete.']);
	});
});

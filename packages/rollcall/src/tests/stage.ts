import { Client, type ClientOptions, Events, GatewayIntentBits, type Guild, type GuildMember } from 'discord.js';
import { DiscordEmulator } from 'rollcall-emulator';
import { expect, onTestFinished } from 'vitest';
import type { ConfigPatch } from '../config/schema.js';
import { rosterCache } from '../discord/caches/rosterCache.js';
import { makeGuildMember } from '../discord/makeGuildMember.js';
import type { IClock } from '../interfaces/IClock.js';
import type { MembersResult } from '../interfaces/IMemberFetchService.js';
import type { RawMember } from '../interfaces/ITransport.js';
import { MemberFetchService } from '../services/MemberFetchService.js';
import { IdentifyGate } from './IdentifyGate.js';
import { PatientClock } from './PatientClock.js';

type EmulatorOptions = NonNullable<ConstructorParameters<typeof DiscordEmulator>[0]>;

/** The stage of a test: an emulator, a real client that is logged in, its first guild, and a service. */
export interface Stage {
	readonly emulator: DiscordEmulator;
	readonly client: Client<true>;
	readonly guild: Guild;
	readonly service: MemberFetchService;
	/** The truth of the guild. */
	readonly truth: ReturnType<DiscordEmulator['world']['guild']>;
	/** Requests that the bot has made. */
	stats(): ReturnType<DiscordEmulator['stats']['bot']>;
}

/** The guild as it is, or as it was. */
export type Truth = Pick<Stage['truth'], 'member' | 'members'>;

export interface StageOptions {
	readonly members?: number;
	readonly emulator?: EmulatorOptions;
	readonly client?: Partial<ClientOptions>;
	readonly config?: ConfigPatch;
	/** The service's time; without one its timers have patience with a busy machine. */
	readonly clock?: IClock;
	/** When sessions may begin; at once without one. */
	readonly identify?: IdentifyGate;
}

/** Silences are short in tests: what is lost is known to be lost. */
export const QUICK: ConfigPatch = {
	timeouts: { chunkIdle: 300, fullFetch: 12_000, fallbackTimeout: 2_000 },
	retry: { baseDelay: 10, maxDelay: 50 },
	rateLimit: { requestsPerMinute: 10_000, burstLimit: 1_000, maxConcurrentRequests: 20 },
	monitoring: { logPerformanceWarnings: false },
};

export const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildVoiceStates];

/** With ROLLCALL_TEST_CACHE=roster, clients read their members from rosters. Every story is to end the same. */
const CACHES: Partial<ClientOptions> = process.env.ROLLCALL_TEST_CACHE === 'roster' ? { makeCache: rosterCache() } : {};

/** Sets the stage; everything on it is taken down when the test ends. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
	const emulator = new DiscordEmulator({ guilds: [{ members: options.members ?? 2_500 }], ...options.emulator });
	await emulator.start();
	const client = await logIn(emulator, options.client, options.identify);
	const guild = client.guilds.cache.first();
	if (!guild) throw new Error('The client has no guild.');
	const service = new MemberFetchService({ ...QUICK, ...options.config }, timeOf(options));
	onTestFinished(async () => {
		await service.close();
		await client.destroy();
		await emulator.stop();
	});
	return { emulator, client, guild, service, truth: emulator.world.guild(guild.id), stats: () => emulator.stats.bot() };
}

/** The arguments of a service beside its config. */
export function timeOf({ clock = new PatientClock() }: { readonly clock?: IClock | undefined } = {}): {
	clock: IClock;
} {
	return { clock };
}

/** A client of the emulator that has all its guilds. */
export async function logIn(
	emulator: DiscordEmulator,
	options: Partial<ClientOptions> = {},
	{ buildIdentifyThrottler } = new IdentifyGate(),
): Promise<Client<true>> {
	const ws = { buildIdentifyThrottler, ...options.ws };
	const client = new Client({
		intents: INTENTS,
		...CACHES,
		...options,
		ws,
		rest: { api: emulator.restUrl, ...options.rest },
	});
	client.on(Events.Error, () => {});
	const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
	await client.login(emulator.token);
	return ready;
}

/** Resolves when the client emits the event and `matches` is true of it. */
export function once(
	client: Client,
	event: string,
	matches: (...args: never[]) => boolean = () => true,
): Promise<void> {
	return new Promise((resolve) => {
		const listen = (...args: unknown[]) => {
			if (!matches(...(args as never[]))) return;
			client.off(event as never, listen as never);
			resolve();
		};
		client.on(event as never, listen as never);
	});
}

/** Resolves when the dispatch of this name (and user) has gone through the client. */
export function dispatched(client: Client, name: string, userId?: string): Promise<void> {
	return once(client, 'raw', (packet: { t: string; d: { user?: { id: string } } }) => {
		return packet.t === name && (userId === undefined || packet.d.user?.id === userId);
	});
}

/** Every field of a member that a bot can read, as plain data. */
export function readable(member: GuildMember): unknown {
	const { user } = member;
	return {
		id: member.id,
		nickname: member.nickname,
		avatar: member.avatar,
		banner: member.banner,
		roles: [...member.roles.cache.keys()].sort(),
		joined: member.joinedTimestamp,
		premium: member.premiumSinceTimestamp,
		pending: member.pending ?? false, // the gateway may leave it out, and REST does not
		timeout: member.communicationDisabledUntilTimestamp,
		flags: member.flags.bitfield,
		decoration: member.avatarDecorationData,
		collectibles: member.collectibles,
		displayName: member.displayName,
		user: { ...(user.toJSON() as object), decoration: user.avatarDecorationData, primaryGuild: user.primaryGuild },
	};
}

/** The answer is complete and says so, and each member reads as the world has them. */
export function expectExact(answer: Omit<MembersResult, 'roster'>, { guild, truth }: Stage): void {
	expect(answer.error).toBeUndefined();
	expect(answer.metadata).toMatchObject({ status: 'complete', complete: true, totalCount: truth.size, coverage: 1 });
	expect(answer.success).toBe(true);
	expect(differences(answer.members, guild, truth)).toEqual([]);
}

/** Ids of members who are missing, left over or read otherwise than in the world, or than at a moment of it. */
export function differences(members: MembersResult['members'], guild: Guild, truth: Truth): string[] {
	const wrong = [...members.keys()].filter((id) => !truth.member(id)).map((id) => `ghost ${id}`);
	for (const raw of truth.members()) {
		const member = members.get(raw.user.id);
		const wanted = readable(makeGuildMember(guild, raw as RawMember));
		if (!member) wrong.push(`missing ${raw.user.id}`);
		else if (JSON.stringify(readable(member)) !== JSON.stringify(wanted)) wrong.push(`other ${raw.user.id}`);
	}
	return wrong;
}

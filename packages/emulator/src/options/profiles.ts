import type { GatewayOptions, ProfileName, ResolvedOptions, RestOptions } from './EmulatorOptions.js';

const documentedGateway: GatewayOptions = {
	heartbeatInterval: 41_250,
	// Some clients drop a HELLO that comes in one piece with the answer to the upgrade. Discord's never does.
	helloDelay: 40,
	missedHeartbeats: 1.5,
	chunkSize: 1000,
	membersPerSecond: 20_000,
	requestLatency: 150,
	eventLatency: 30,
	requestWindow: 30_000,
	flagsInMemberUpdate: true,
	voiceFlagsInMemberUpdate: false,
	nonceInRateLimited: true,
	sendLimit: 120,
	sendWindow: 60_000,
	maxPayload: 4096,
	maxConcurrency: 1,
	identifyWindow: 5_000,
	sessionStartLimit: 1000,
	resumeWindow: 180_000,
	replayBuffer: 10_000,
	replayBytes: 268_435_456,
	shards: 1,
};

// Discord publishes no numbers for its buckets. These are what library authors have recorded over the years.
const recordedRest: RestOptions = {
	latency: 150,
	clockSkew: 0,
	globalLimit: { limit: 50, window: 1000 },
	buckets: {
		default: { limit: 50, window: 1000 },
		listMembers: { limit: 10, window: 10_000 },
		searchMembers: { limit: 10, window: 10_000 },
		getMember: { limit: 5, window: 1000 },
		modifyMember: { limit: 10, window: 10_000 },
		memberRole: { limit: 10, window: 10_000 },
		guildPreview: { limit: 5, window: 5000 },
		createMessage: { limit: 5, window: 5000 },
	},
};

// Discord documents the limits of requests for members and of sends, so they are the default here, too.
const instantGateway: GatewayOptions = {
	...documentedGateway,
	helloDelay: 0,
	// Tests log the same bot in again and again.
	identifyWindow: 0,
	membersPerSecond: 0,
	requestLatency: 0,
	eventLatency: 0,
	maxConcurrency: 16,
};

const instantRest: RestOptions = {
	latency: 0,
	clockSkew: 0,
	globalLimit: { limit: 1_000_000, window: 1000 },
	buckets: { default: { limit: 100_000, window: 1000 } },
};

type Profile = Pick<ResolvedOptions, 'gateway' | 'rest'>;

/** `discord` keeps the documented limits and times; `instant` is as fast as the machine, for tests. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
	discord: { gateway: documentedGateway, rest: recordedRest },
	instant: { gateway: instantGateway, rest: instantRest },
};

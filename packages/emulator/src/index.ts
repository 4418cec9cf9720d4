/**
 * A Discord on loopback. A seed makes its world.
 *
 * @module rollcall-emulator
 */

export {
	Actor,
	ActorError,
	type ActorOptions,
	type AttachedFile,
	type FormValues,
	type MessageReference,
	type OptionValue,
	type Picked,
	type RunOptions,
	type TypedOptions,
	type VoiceOptions,
} from './actors/index.js';
export { type Clock, FreezableClock, ManualClock, systemClock } from './clock/index.js';
export { type ControlOptions, ControlServer } from './control/ControlServer.js';
export {
	DiscordEmulator,
	type EmulatorBot,
	type Fault,
	type FaultAction,
	type Faults,
	type MemberRequestFault,
	WorldSnapshot,
} from './DiscordEmulator.js';
export type {
	GatewayCut,
	GatewayFaults,
	GatewayLoss,
	GatewayTarget,
	RestFault,
} from './faults/index.js';
export type { DispatchListener, DispatchPayload, SessionInfo } from './gateway/index.js';
export type { EmulatorOptions, ResolvedOptions } from './options/index.js';
export type {
	Answer,
	AnswerOptions,
	InteractionRefusal,
	InteractionReply,
	InteractionRequest,
	Interactions,
	SentInteraction,
} from './rest/index.js';
export type { BotStats, Stats } from './stats/index.js';
export type { CloseTraffic, FrameTraffic, RequestTraffic, Traffic, TrafficListener } from './traffic/index.js';
export {
	type ActivityOptions,
	type AllowedMentions,
	type GuildSettings,
	type GuildSnapshot,
	type GuildWorld,
	livelyActivity,
	type MemberPatch,
	type MessageFile,
	type Pings,
	pingsOf,
	type World,
	type WorldChange,
	type WorldOptions,
} from './world/index.js';

import { CloseCode } from './CloseCode.js';

/** Why a connection is closed, as its close frame says. */
export type Refusal = readonly [code: number, reason: string];

/** The documented closes, with the words that Discord uses. */
export const refusals = {
	unknownOpcode: [CloseCode.UnknownOpcode, 'Unknown opcode.'],
	undecodable: [CloseCode.DecodeError, 'Error while decoding payload.'],
	tooLarge: [CloseCode.DecodeError, 'Payload is too large.'],
	notAuthenticated: [CloseCode.NotAuthenticated, 'Not authenticated.'],
	authenticationFailed: [CloseCode.AuthenticationFailed, 'Authentication failed.'],
	alreadyAuthenticated: [CloseCode.AlreadyAuthenticated, 'Already authenticated.'],
	invalidSequence: [CloseCode.InvalidSeq, 'Invalid seq.'],
	rateLimited: [CloseCode.RateLimited, 'You are being rate limited.'],
	sessionTimedOut: [CloseCode.SessionTimedOut, 'Session timed out.'],
	invalidShard: [CloseCode.InvalidShard, 'Invalid shard.'],
	shardingRequired: [CloseCode.ShardingRequired, 'Sharding required.'],
	invalidIntents: [CloseCode.InvalidIntents, 'Invalid intent(s).'],
	disallowedIntents: [CloseCode.DisallowedIntents, 'Disallowed intent(s).'],
} as const satisfies Record<string, Refusal>;

import { GatewayCloseCodes } from 'discord-api-types/v10';

/** The close codes that Discord documents. */
export const CloseCode = GatewayCloseCodes;

/** Close codes of a client that end its session: "normal" and "going away". */
export const isFarewell = (code: number): boolean => code === 1000 || code === 1001;

/** Close codes of the server after which no resume is possible. */
export const endsSession = (code: number): boolean => ENDING.has(code);

const ENDING = new Set<number>([
	CloseCode.AuthenticationFailed,
	CloseCode.InvalidSeq,
	CloseCode.SessionTimedOut,
	CloseCode.InvalidShard,
	CloseCode.ShardingRequired,
	CloseCode.InvalidAPIVersion,
	CloseCode.InvalidIntents,
	CloseCode.DisallowedIntents,
]);

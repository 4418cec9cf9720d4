/**
 * One bot on many machines, through Redis: its processes share the rate limits of Discord, and its rosters outlive them.
 *
 * @module rollcall-redis
 */

export type { RedisClient } from './connection/RedisClient.js';
export type { RedisGatesOptions } from './gates/RedisGatesOptions.js';
export { redisGates, type SharedGates } from './gates/redisGates.js';
export { type RedisStoreOptions, redisStore } from './stores/redisStore.js';
export { type AttachOptions, attachRosters } from './workers/attachRosters.js';
export type { WaitingConnection, WorkerClient } from './workers/WorkerClient.js';

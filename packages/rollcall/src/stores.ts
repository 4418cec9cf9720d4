/**
 * Places that keep rosters over a restart: a directory, and memory for tests.
 *
 * @module rollcall/stores
 */

export type * from './interfaces/IRosterStore.js';
export type * from './interfaces/IShardFeed.js';
export { type FileStoreOptions, fileStore } from './stores/fileStore.js';
export { type MemoryStore, memoryStore } from './stores/memory/memoryStore.js';
export { StoreError, type StoreFailure } from './stores/StoreError.js';

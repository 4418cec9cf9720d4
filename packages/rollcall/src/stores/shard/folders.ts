import type { ShardKey } from '../../interfaces/IRosterStore.js';
import { isSegmentName } from '../format/segmentName.js';
import { LOCK, LOCK_PROBES } from '../lock/ShardLock.js';
import { MANIFEST } from './loadState.js';

const FOLDER = /^(\d+)-shard-(\d+)-of-(\d+)-intents-(\d+)$/;
const NEW_MANIFEST = /^manifest-[0-9a-f]{8}$/;

/** The name of the folder of a shard: other keys have other folders, so that none overwrites another. */
export function folderOf({ applicationId, shardId, shardCount, intents }: ShardKey): string {
	return `${applicationId}-shard-${shardId}-of-${shardCount}-intents-${intents}`;
}

/** The key that a folder is named after; `undefined` if it is none of ours. */
export function keyOf(folder: string): ShardKey | undefined {
	const [, applicationId = '', ...numbers] = FOLDER.exec(folder) ?? [];
	const [shardId = 0, shardCount = 0, intents = 0] = numbers.map(Number);
	return applicationId === '' ? undefined : { applicationId, shardId, shardCount, intents };
}

/** Whether the file store makes files of this name. Nothing else is ever removed. */
export function isOwnFile(name: string): boolean {
	return name === MANIFEST || name === LOCK || isPassing(name);
}

/** Whether a manifest has to name the file, or it counts for nothing. */
export function isPassing(name: string): boolean {
	return isSegmentName(name) || NEW_MANIFEST.test(name) || LOCK_PROBES.test(name);
}

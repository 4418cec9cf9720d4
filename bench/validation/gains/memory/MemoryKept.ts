import type { MeasuredFetch } from '../../../measuring/measureFetch.js';
import type { Way } from '../../bot/Way.js';

/** The memory of a fetched guild in one way. */
export interface MemoryKept extends Pick<MeasuredFetch['measurements'], 'bytesPerMember' | 'peakHeapMb' | 'peakRssMb'> {
	readonly way: Way;
	readonly members: number;
	/** From 1. */
	readonly round: number;
	/** Whether the list was that of the world, member by member. */
	readonly isRight: boolean;
}

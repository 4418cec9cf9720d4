import type { Gain } from '../promises/Gain.js';
import { cachedRequest } from './cachedRequest/index.js';
import { day } from './day/index.js';
import { firstFetch } from './firstFetch/index.js';
import { floor } from './floor/index.js';
import { load } from './load/index.js';
import { memory } from './memory/index.js';
import { million } from './million/index.js';
import { recovery } from './recovery/index.js';

/** Every gain that was promised, in the order of the promises. */
export const gains: readonly Gain[] = [firstFetch, cachedRequest, memory, recovery, floor, million, load, day];

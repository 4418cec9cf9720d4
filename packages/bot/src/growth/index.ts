export { GrowthStore } from './GrowthStore.js';
export { addDays, addJoined, type GrowthBucket, type GrowthUnit, lastBuckets } from './tallyGrowth.js';

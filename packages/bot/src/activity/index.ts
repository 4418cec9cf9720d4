export type { ActivitySource, ActivitySum, CoverageSince, Period } from './ActivitySource.js';

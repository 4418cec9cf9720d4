export type { ActivitySource, ActivitySum, Period } from './ActivitySource.js';

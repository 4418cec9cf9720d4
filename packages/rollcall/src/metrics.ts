/**
 * The figures of a service as metrics of Prometheus, by `prom-client`.
 *
 * @module rollcall/metrics
 */

export type * from './interfaces/WorkerStatistics.js';
export { collectMetrics } from './metrics/collectMetrics.js';
export { collectWorkerMetrics } from './metrics/collectWorkerMetrics.js';
export type { MetricsOptions } from './metrics/MetricsOptions.js';

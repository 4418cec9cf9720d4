/**
 * The figures of a service as metrics of Prometheus, by `prom-client`.
 *
 * @module rollcall/metrics
 */

export { collectMetrics } from './metrics/collectMetrics.js';
export type { MetricsOptions } from './metrics/MetricsOptions.js';

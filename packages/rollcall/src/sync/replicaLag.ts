/** How far behind a request the data of its answer may be: replicas lag. */
export const REPLICA_LAG_MS = 10_000;

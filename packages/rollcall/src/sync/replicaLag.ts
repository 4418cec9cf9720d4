/** How much older than its request the data of an answer may be, because replicas lag. */
export const REPLICA_LAG_MS = 10_000;

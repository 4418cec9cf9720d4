import type { Check } from './Check.js';
import { listChecks } from './listChecks.js';
import { lookupChecks } from './lookupChecks.js';
import { pageChecks } from './pageChecks.js';
import { surroundingChecks } from './surroundingChecks.js';

export type { Check, Finding } from './Check.js';

/** Every check, in the order in which they run: the first one fetches the list that others look at. */
export const checks: readonly Check[] = [...listChecks, ...pageChecks, ...lookupChecks, ...surroundingChecks];

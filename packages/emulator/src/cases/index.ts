import type { Case } from './Case.js';
import { losses } from './losses.js';
import { refusals } from './refusals.js';

export type { Case } from './Case.js';

/** Every case that can be reproduced, by its name. */
export const cases: Readonly<Record<string, Case>> = { ...losses, ...refusals };

import { rosterCache } from '../../discord/caches/rosterCache.js';
import type { Make } from './Bot.js';

/** The caches of discord.js, filled by discord.js. */
export const PLAIN: Make = { hasService: false };

/** Those of the roster. Each client needs its own. */
export const fromRoster = (): Make => ({ makeCache: rosterCache(), hasService: true });

import type { Make } from './Bot.js';

/** The caches of discord.js, filled by discord.js. */
export const PLAIN: Make = { hasService: false };

/** The two clients that are compared. */
export const MAKES: readonly [Make, Make] = [PLAIN, PLAIN];

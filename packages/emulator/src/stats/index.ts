export { type BotStats, Stats } from './Stats.js';

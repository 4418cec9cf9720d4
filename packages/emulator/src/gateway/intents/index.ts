export { areIntents, mayUseIntents } from './intents.js';

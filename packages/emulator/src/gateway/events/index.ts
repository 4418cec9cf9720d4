export { announceGuilds } from './announceGuilds.js';
export { sendReady } from './sendReady.js';
export { tellChange } from './tellChange.js';

export { announceGuilds } from './announceGuilds.js';
export { applicationFlags } from './applicationFlags.js';
export { sendReady } from './sendReady.js';
export { tellChange } from './tellChange.js';

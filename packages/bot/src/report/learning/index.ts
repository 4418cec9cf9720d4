export { compareHolders } from './compareHolders.js';
export { holdersByDiscordJs } from './holdersByDiscordJs.js';
export { holdersByService } from './holdersByService.js';

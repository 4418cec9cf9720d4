export { DemoMember } from './DemoMember.js';
export { describeEmulatedDiscord } from './describeEmulatedDiscord.js';
export { startEmulatedDiscord } from './startEmulatedDiscord.js';

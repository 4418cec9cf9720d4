export { DemoMember } from './DemoMember.js';
export { describeEmulatedDiscord, startEmulatedDiscord } from './startEmulatedDiscord.js';

export { DemoMember } from './DemoMember.js';
export { describeEmulatedDiscord } from './describeEmulatedDiscord.js';
export { EmulatedPast } from './EmulatedPast.js';
export { startEmulatedDiscord } from './startEmulatedDiscord.js';

export * from './cloudflareAnswer.js';
export * from './completeUsers.js';
export * from './HttpAnswer.js';
export * from './refuseBroken.js';
export * from './send.js';
export * from './spoilPage.js';
export * from './whenReceived.js';

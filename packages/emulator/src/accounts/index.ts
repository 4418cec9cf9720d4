export * from './applicationFlags.js';
export * from './BotAccount.js';
export * from './BotAccounts.js';
export * from './ownUser.js';
export * from './SigningKey.js';

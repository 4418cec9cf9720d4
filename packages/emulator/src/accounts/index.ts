export * from './BotAccount.js';
export * from './BotAccounts.js';

export * from './GuildWebhooks.js';

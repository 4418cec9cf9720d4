export * from './GuildBans.js';

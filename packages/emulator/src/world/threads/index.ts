export * from './GuildThreads.js';

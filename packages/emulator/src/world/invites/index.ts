export * from './GuildInvites.js';

export * from './Chat.js';
export * from './createChannels.js';
export * from './createMessage.js';
export * from './DirectMessages.js';
export * from './GuildChannels.js';
export * from './isEphemeral.js';
export * from './MessageStore.js';
export * from './mentions.js';

export * from './readMessage.js';
export * from './readReply.js';

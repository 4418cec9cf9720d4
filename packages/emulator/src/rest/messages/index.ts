export * from './readMessage.js';

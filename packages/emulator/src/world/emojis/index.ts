export * from './ApplicationEmojis.js';

export * from './AttachmentStore.js';

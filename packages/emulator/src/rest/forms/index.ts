export * from './checkForm.js';
export * from './commandForm.js';
export * from './emojiForm.js';
export * from './messageForm.js';
export * from './modalForm.js';

export * from './checkForm.js';
export * from './commandForm.js';
export * from './messageForm.js';
export * from './modalForm.js';

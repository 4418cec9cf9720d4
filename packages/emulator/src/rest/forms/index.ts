export * from './checkForm.js';
export * from './messageForm.js';
export * from './modalForm.js';

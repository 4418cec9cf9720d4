export { asRecord } from './asRecord.js';
export { handleFrame } from './handleFrame.js';

export { handleFrame } from './handleFrame.js';

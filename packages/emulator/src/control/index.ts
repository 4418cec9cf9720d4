export { type ControlOptions, ControlServer } from './ControlServer.js';

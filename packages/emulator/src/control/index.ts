export { Control, type Operated } from './Control.js';
export { type ControlOptions, ControlServer } from './ControlServer.js';
export { checkInput } from './checkInput.js';
export { controlOf } from './controlOf.js';
export { operate } from './operate.js';
export { controlRoutes } from './routes/index.js';
export { deadline } from './waits.js';

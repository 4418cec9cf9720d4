export { Session } from './Session.js';
export { type Recorded, toScenario } from './toScenario.js';

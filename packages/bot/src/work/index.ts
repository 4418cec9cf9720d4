export { RosterChanges } from './RosterChanges.js';
export { SharedWork, type WantedWork } from './SharedWork.js';
export { turn } from './turn.js';
export { WorkLimits } from './WorkLimits.js';

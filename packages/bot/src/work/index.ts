export { RosterChanges } from './RosterChanges.js';
export { SharedWork, type WantedWork } from './SharedWork.js';
export { turn } from './turn.js';
export { USUAL_COST, WorkLimits } from './WorkLimits.js';

// The rooms of the bot, one line each; nothing else needs to know them. Each registers its commands, features, tables
// and classes in the container.
export { registerAbsences } from '../absences/registerAbsences.js';
export { registerJamsu } from '../commands/registerJamsu.js';
export { registerMembers } from '../commands/registerMembers.js';
export { registerPrivacy } from '../commands/registerPrivacy.js';
export { registerReport } from '../commands/registerReport.js';
export { registerSettingsCommand } from '../commands/registerSettingsCommand.js';
export { registerDashboard } from '../dashboard/registerDashboard.js';
export { registerDatabase } from '../database/registerDatabase.js';
export { registerFeatures } from '../features/registerFeatures.js';
export { registerGrowth } from '../growth/registerGrowth.js';
export { registerInteractions } from '../interactions/registerInteractions.js';
export { registerLeavers } from '../privacy/registerLeavers.js';
export { registerActivity } from '../services/registerActivity.js';
export { registerSettings } from '../settings/registerSettings.js';
export { registerWatch } from '../watch/registerWatch.js';
export { registerWork } from '../work/registerWork.js';

// The rooms of the bot: one line for each, and nothing else has to know them. Each registers its commands, features, tables
// and classes in the container.
export { registerAbsences } from './absences/registerAbsences.js';
export { registerActivity } from './activity/registerActivity.js';
export { registerMembers } from './commands/registerMembers.js';
export { registerPrivacy } from './commands/registerPrivacy.js';
export { registerFeatures } from './features/registerFeatures.js';
export { registerInteractions } from './interactions/registerInteractions.js';
export { registerSettings } from './settings/registerSettings.js';

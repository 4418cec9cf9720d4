export { type Access, Api, type Asked } from './Api.js';
export type { Guild, GuildWithRoles, Role, Self } from './answers.js';
export { isRecord } from './answers.js';
export { explainAnswer, isNotFound, TOKEN_CURE } from './explainAnswer.js';
export { explainClose, INTENT_CURE } from './explainClose.js';
export { readGuild, readGuilds, readSelf } from './questions.js';
export { Shard } from './Shard.js';
export { VERSION } from './VERSION.js';
export { within } from './within.js';

export { Api } from './Api.js';
export type { Guild, GuildWithRoles, Role, Self } from './answers.js';
export { isRecord } from './answers.js';
export { isNotFound } from './explainAnswer.js';
export { INTENT_CURE } from './explainClose.js';
export { readGuild, readGuilds, readSelf } from './questions.js';
export { Shard } from './Shard.js';
export { VERSION } from './VERSION.js';
export { within } from './within.js';

import type { GuildMember } from 'discord.js';
import { LinkedCollection } from './LinkedCollection.js';

/** `guild.members.cache` of a client that was made with `rosterCache()`. */
export class MemberCache extends LinkedCollection<GuildMember> {}

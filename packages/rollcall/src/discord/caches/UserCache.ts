import type { User } from 'discord.js';
import { LinkedCollection } from './LinkedCollection.js';

/** `client.users.cache` of a client that was made with `rosterCache()`. */
export class UserCache extends LinkedCollection<User> {}

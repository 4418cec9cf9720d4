import { z } from 'zod';
import { snowflake } from './rules.js';

/** The user with whom a bot opens direct messages. */
export const directChannelForm = z.looseObject({ recipient_id: snowflake });

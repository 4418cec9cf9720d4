import { z } from 'zod';
import { snowflake } from './rules.js';

/** With whom a channel of direct messages is opened. */
export const directChannelForm = z.looseObject({ recipient_id: snowflake });

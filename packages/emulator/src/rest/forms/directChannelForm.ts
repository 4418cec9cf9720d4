import * as z from '../../bundled/zod.js';
import { snowflake } from './rules.js';

/** The user that a bot opens direct messages with. */
export const directChannelForm = z.looseObject({ recipient_id: snowflake });

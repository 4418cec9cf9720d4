import * as z from '../../bundled/zod.js';
import { messageTypes } from './messageForm.js';

/** The types of the fields of any callback. */
export const callbackTypes = z.looseObject({ type: z.int(), data: messageTypes.nullish() });

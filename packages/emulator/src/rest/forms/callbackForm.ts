import { z } from 'zod';
import { messageTypes } from './messageForm.js';

/** The types of the fields of any callback. */
export const callbackTypes = z.looseObject({ type: z.int(), data: messageTypes.nullish() });

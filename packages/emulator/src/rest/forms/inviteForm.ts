import * as z from '../../bundled/zod.js';
import { int } from './rules.js';

/** A new invite. */
export const inviteForm = z.looseObject({
	max_age: int(0, 604_800).nullish(),
	max_uses: int(0, 100).nullish(),
	temporary: z.boolean().nullish(),
	unique: z.boolean().nullish(),
});

import * as z from '../../bundled/zod.js';
import { permissions } from './rules.js';

/** What a role or a member may do in a channel. */
export const overwriteForm = z.looseObject({
	type: z.literal([0, 1]).nullish(),
	allow: permissions.nullish(),
	deny: permissions.nullish(),
});

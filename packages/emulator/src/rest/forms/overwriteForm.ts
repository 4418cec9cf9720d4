import * as z from '../../bundled/zod.js';
import { overwriteType, permissions } from './rules.js';

/** What a role or a member may do in a channel. */
export const overwriteForm = z.looseObject({
	type: overwriteType.nullish(),
	allow: permissions.nullish(),
	deny: permissions.nullish(),
});

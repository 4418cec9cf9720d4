import * as z from '../../bundled/zod.js';
import { int, permissions, text } from './rules.js';

/** The fields of a role that a request may set. */
export const roleForm = z.looseObject({
	name: text(1, 100).nullish(),
	permissions: permissions.nullish(),
	color: int(0, 0xff_ff_ff).nullish(),
	hoist: z.boolean().nullish(),
	mentionable: z.boolean().nullish(),
});

import * as z from '../../bundled/zod.js';
import { image, text } from './rules.js';

/** What a bot may change of its own user. */
export const ownUserForm = z.looseObject({
	username: text(2, 32).optional(),
	avatar: image.nullish(),
	banner: image.nullish(),
});

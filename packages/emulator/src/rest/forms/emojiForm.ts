import * as z from '../../bundled/zod.js';
import { checkForm } from './checkForm.js';
import { image, refusal, text } from './rules.js';

const name = text(2, 32).refine((value) => /^\w+$/.test(value), {
	...refusal('STRING_TYPE_REGEX', 'String value did not match validation regex.'),
});

const newEmoji = z.looseObject({ name, image });
const changedEmoji = z.looseObject({ name: name.optional() });

/** Refuses an emoji without a name or an image. */
export function checkNewEmoji(fields: object): void {
	checkForm(newEmoji, fields);
}

/** Refuses a wrong name. */
export function checkChangedEmoji(fields: object): void {
	checkForm(changedEmoji, fields);
}

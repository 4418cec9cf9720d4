import type { Localiser, Sayable, Text, ValuesOf } from '../localisation/index.js';

/**
 * What a user did wrong or can not have, told to that user alone and in the user's language. It is no failure: nothing is
 * logged as an error.
 *
 * @example
 * ```ts
 * throw new UserError(reportTexts.wrongDate, { value });
 * ```
 */
export class UserError<const T extends Text = Text> extends Error implements Sayable {
	override readonly name = 'UserError';
	/** The sentence, in the language of `t`. */
	readonly say: (t: Localiser) => string;

	constructor(text: T, ...values: ValuesOf<T>) {
		super(typeof text.en === 'string' ? text.en : text.en.other);
		this.say = (t) => t(text, ...values);
	}
}

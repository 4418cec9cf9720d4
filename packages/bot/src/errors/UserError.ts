import type { Localiser, Sayable, Text, ValuesOf } from '../localisation/index.js';

/**
 * A mistake of a user, or something that they cannot have. It is shown to that user only, in their language, and is not
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

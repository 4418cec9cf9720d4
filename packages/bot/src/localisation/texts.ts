/** A wording that depends on `{count}`, by the plural rules of its language. */
export interface Plural {
	readonly one: string;
	readonly other: string;
}

/** One text in every language of the bot. `{name}` stands for a value. Korean nouns have no plural. */
export interface Text {
	readonly en: string | Plural;
	readonly ko: string;
}

/** Words from elsewhere in every language of the bot, as a value of a text. They are shown as they were written. */
export interface Phrase {
	readonly en: string;
	readonly ko: string;
}

/** A value that writes itself in the language of the reader, as markup that stays live in a text. */
export interface Sayable {
	/** The words, in the language of `t`. */
	say(t: Localiser): string;
}

/** A value of a text; only a `Sayable` is live in it. */
export type Value = string | number | Phrase | Sayable;

type NamesIn<Words> = Words extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<Wording> = Wording extends Plural ? 'count' | NamesIn<Wording['one' | 'other']> : NamesIn<Wording>;

/**
 * The values that a text needs, in any of its languages. Numbers are written as the reader writes them, and phrases in
 * the language of the reader.
 */
export type Values<T extends Text> = {
	readonly [Name in NamesOf<T['en']> | NamesOf<T['ko']>]: Name extends 'count' ? number : Value;
};

/** The arguments after a text: none if it needs no value. */
export type ValuesOf<T extends Text> = keyof Values<T> extends never ? [] : [values: Values<T>];

/** The languages that the bot speaks. */
export type Language = keyof Text;

/**
 * Writes a text in one language, as Discord's markup. Words from outside enter here: a string or a phrase is shown as
 * it was written, whatever it contains. Live values have their own type, such as `Markup`.
 */
export interface Localiser {
	<const T extends Text>(text: T, ...values: ValuesOf<T>): string;
	readonly language: Language;
	/** For `Intl`, to write dates and numbers as the reader does. */
	readonly locale: string;
}

/**
 * A catalogue of texts, in a file beside the code that uses it. A missing language is a compile error.
 *
 * @example
 * ```ts
 * const membersTexts = texts({
 * 	count: { en: { one: '{count} member', other: '{count} members' }, ko: '멤버 {count}명' },
 * });
 * localiser(interaction.locale)(membersTexts.count, { count: 3 });
 * ```
 */
export function texts<const Catalogue extends Readonly<Record<string, Text>>>(catalogue: Catalogue): Catalogue {
	return catalogue;
}

import { asWritten, asWrittenInCode } from './asWritten.js';
import type { Language, Localiser, Text, Value, ValuesOf } from './texts.js';

type AnyValues = Readonly<Record<string, Value>>;

// A backtick begins or ends code, in which nothing can be escaped.
const PLACES = /`|\{(\w+)\}/g;

/**
 * Speaks the language of a reader.
 *
 * @param told - the locale from `interaction.locale` or `guild.preferredLocale`; the language is English unless it is
 * Korean
 */
export function localiser(told: string): Localiser {
	const locale = isLocale(told) ? told : 'en-US';
	const language: Language = locale.toLowerCase().split('-')[0] === 'ko' ? 'ko' : 'en';
	const known = language === 'en' && !locale.startsWith('en') ? 'en-US' : locale;
	const numbers = new Intl.NumberFormat(known);
	const plurals = new Intl.PluralRules(known);
	const say = (text: Text, values: AnyValues = {}): string => {
		const wording = text[language];
		const words = typeof wording === 'string' ? wording : wording[pluralOf(plurals, values)];
		let quote = asWritten;
		return words.replace(PLACES, (found, name?: string) => {
			if (name !== undefined) return write(values[name], name, quote);
			quote = quote === asWritten ? asWrittenInCode : asWritten;
			return found;
		});
	};
	const write = (value: Value | undefined, name: string, quote: (text: string) => string): string => {
		if (value === undefined) throw new TypeError(`The text needs a value for {${name}}, and none was given.`);
		if (typeof value === 'number') return numbers.format(value);
		if (typeof value === 'string') return quote(value);
		return 'say' in value ? value.say(localise) : quote(value[language]);
	};
	const localise = Object.assign(say as <const T extends Text>(text: T, ...values: ValuesOf<T>) => string, {
		language,
		locale: known,
	});
	return localise;
}

/** A missing or malformed locale must not prevent an answer. */
function isLocale(told: string | undefined): told is string {
	try {
		return told !== undefined && Intl.getCanonicalLocales(told).length === 1;
	} catch {
		return false;
	}
}

function pluralOf(plurals: Intl.PluralRules, { count }: AnyValues): 'one' | 'other' {
	return plurals.select(Number(count)) === 'one' ? 'one' : 'other';
}

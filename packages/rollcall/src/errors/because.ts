import { REASONS } from './reasons.js';

declare const reason: unique symbol;

/** A text that was made from the catalogue of reasons. */
export type Reason = string & { readonly [reason]: true };

type Blanks<Text extends string> = Text extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never;
type Values<Name extends keyof typeof REASONS> = Record<Blanks<(typeof REASONS)[Name]>, string | number>;

/** Fills in a reason of the catalogue. Figures are rounded, because nobody reads a millionth of a millisecond. */
export function because<Name extends keyof typeof REASONS>(
	name: Name,
	...[values]: [Blanks<(typeof REASONS)[Name]>] extends [never] ? [] : [Values<Name>]
): Reason {
	const filled: Readonly<Record<string, string | number>> = values ?? {};
	return REASONS[name].replace(/\{(\w+)\}/g, (_blank, key: string) => shown(filled[key])) as Reason;
}

function shown(value: string | number | undefined): string {
	return typeof value === 'number' ? String(Math.round(value)) : String(value);
}

import { isRecord } from '../json/index.js';

/** What is another one in each run: a mention of a moment, a date, or a number of milliseconds. */
const MOMENTS = /<t:\d+(?::\w)?>|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)|\b1[5-9]\d{11}\b/;
const ALL_MOMENTS = new RegExp(MOMENTS, 'g');
const SPECIAL = /[.*+?^${}()|[\]\\/]/g;

const escaped = (text: string) => text.replace(SPECIAL, '\\$&');

/** The names of what earlier steps gave, by the ids that stand for it now. */
export type Names = ReadonlyMap<string, string>;

/**
 * A value as a scenario can expect it again: ids that a step gave become references, and moments become patterns. What a scenario
 * cannot say, such as a text that looks like a reference, is left out.
 */
export function steady(value: unknown, names: Names): unknown {
	if (typeof value === 'string') return steadyText(value, names);
	if (Array.isArray(value)) return value.map((each) => steady(each, names) ?? { $exists: true });
	if (!isRecord(value)) return value;
	const entries = Object.entries(value).filter(([key]) => !key.startsWith('$'));
	return Object.fromEntries(
		entries.flatMap(([key, each]) => {
			const kept = steady(each, names);
			return kept === undefined ? [] : [[key, kept]];
		}),
	);
}

function steadyText(text: string, names: Names): unknown {
	if (text.includes('${')) return undefined;
	const named = (part: string) => part.replace(/\d{15,20}/g, (id) => names.get(id) ?? id);
	if (!MOMENTS.test(text)) return named(text);
	const between = text.split(ALL_MOMENTS).map((part) => named(escaped(part)));
	return { $matches: `^${between.join('[\\s\\S]+')}$` };
}

import { isRecord } from '../json/index.js';

const REFERENCE = /\$\{([\w.]+)\}/g;

/**
 * Puts what earlier steps gave into a value: `${asked.id}`. A text that is nothing but a reference becomes what it names, of any type.
 *
 * @throws RangeError if there is no such thing
 */
export function fillIn(value: unknown, known: Readonly<Record<string, unknown>>): unknown {
	if (typeof value === 'string') return fillText(value, known);
	if (Array.isArray(value)) return value.map((each) => fillIn(each, known));
	if (!isRecord(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fillIn(each, known)]));
}

function fillText(text: string, known: Readonly<Record<string, unknown>>): unknown {
	const [whole, path = ''] = /^\$\{([\w.]+)\}$/.exec(text) ?? [];
	if (whole !== undefined) return lookUp(path, known);
	return text.replace(REFERENCE, (_, each: string) => String(lookUp(each, known)));
}

function lookUp(path: string, known: Readonly<Record<string, unknown>>): unknown {
	const found = path.split('.').reduce<unknown>((at, step) => {
		const here = at as Readonly<Record<string, unknown>> | null | undefined;
		return here !== null && typeof here === 'object' && Object.hasOwn(here, step) ? here[step] : undefined;
	}, known);
	if (found !== undefined) return found;
	const names = Object.keys(known).join(', ');
	throw new RangeError(`\${${path}}: there is no such thing; the steps so far gave ${names || 'nothing'}`);
}
